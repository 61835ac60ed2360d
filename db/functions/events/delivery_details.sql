-- What an adapter needs to know to make a delivery, besides what it is; as things stand now. Null:
-- there is nothing to tell any more. {"not_before": …}: not yet.

create function private.delivery_details(p_delivery data.deliveries) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
begin
    return case p_delivery.channel
        when 'push' then private.push_details(p_delivery)
        when 'sms' then private.sms_details(p_delivery)
        when 'whatsapp' then private.whatsapp_details(p_delivery)
        else '{}'
    end;
end;
$$;

comment on function private.delivery_details is 'What is needed to make a delivery.';

grant execute on function private.delivery_details to holdfast_api;
