-- Whether another reminder of the same visit waits behind this one: of several that fell into one
-- night, or into an hour in which nobody worked, the last is enough.

create function private.is_outdone(p_delivery data.deliveries) returns boolean
    language sql stable
    return (p_delivery).kind = 'reminder' and exists (
        select
        from data.deliveries as d
        where
            d.tenant_id = (p_delivery).tenant_id
            and d.order_key = (p_delivery).order_key
            and d.status = 'pending'
            and d.channel = (p_delivery).channel
            and d.delivery_id > (p_delivery).delivery_id
            and d.data ->> 'starts_at' = (p_delivery).data ->> 'starts_at'
    );

comment on function private.is_outdone is 'Whether another reminder of the same visit waits.';

grant execute on function private.is_outdone to holdfast_api;
