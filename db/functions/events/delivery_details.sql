-- What an adapter needs to know to make a delivery, besides what it is; as things stand now.
-- {"skipped": why}: there is nothing to tell any more. {"not_before": …}: not yet.

create function private.delivery_details(p_delivery data.deliveries) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_delivery data.deliveries := p_delivery;
    v_gate jsonb;
begin
    if p_delivery.data ? 'together' then
        v_delivery := private.still_together(p_delivery);
    end if;

    -- Notices are for somebody, who may not want them, or not now; e-mails of accounts are not
    -- asked.
    if (v_delivery).data ? 'recipient' then
        v_gate := private.notice_gate(v_delivery);

        if v_gate is distinct from '{}' then
            return v_gate;
        end if;
    end if;

    return case v_delivery.channel
        when 'calendar' then coalesce(
            private.calendar_details(v_delivery),
            private.skipped('The calendar is not connected any more.')
        )
        when 'email' then private.email_details(v_delivery)
        when 'push' then private.push_details(v_delivery)
        when 'sms' then private.sms_details(v_delivery)
        when 'stripe' then private.stripe_details(v_delivery)
        when 'webhook' then private.webhook_details(v_delivery)
        when 'whatsapp' then private.whatsapp_details(v_delivery)
        else '{}'
    end;
end;
$$;

comment on function private.delivery_details is 'What is needed to make a delivery.';

grant execute on function private.delivery_details to holdfast_api;
