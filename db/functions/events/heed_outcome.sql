-- What the outcome of a delivery means for who it was delivered to.

create function private.heed_outcome(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    case p_delivery.channel
        when 'calendar' then perform private.heed_calendar(p_delivery, p_outcome);
        when 'push' then perform private.heed_push(p_delivery);
        when 'sms' then perform private.heed_phone(p_delivery);
        when 'stripe' then perform private.heed_stripe(p_delivery, p_outcome);
        when 'webhook' then perform private.heed_webhook(p_delivery, p_outcome);
        when 'whatsapp' then perform private.heed_phone(p_delivery);
        else null;
    end case;
end;
$$;

comment on function private.heed_outcome is 'Heed what became of a delivery.';

grant execute on function private.heed_outcome to holdfast_api;
