-- What a link has to say that switches off what a notice is about, where it came;
-- app/unsubscribe.py makes the link. Null: it cannot be switched off.

create function private.unsubscribe_facts(p_delivery data.deliveries) returns jsonb
    language sql stable parallel safe
    return case
        when private.topic_of((p_delivery).kind) <> 'bookings' then jsonb_build_object(
            'tenant_id', (p_delivery).tenant_id,
            'recipient', (p_delivery).data -> 'recipient',
            'recipient_id', (p_delivery).data -> 'recipient_id',
            'channel', (p_delivery).channel,
            'topic', private.topic_of((p_delivery).kind)
        )
    end;

comment on function private.unsubscribe_facts is 'What a link says that switches a notice off.';

grant execute on function private.unsubscribe_facts to holdfast_api;
