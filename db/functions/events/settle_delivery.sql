-- Ends a delivery that this transaction has locked, and wakes its queue: what waits for it is next.

create function private.settle_delivery(
    p_delivery data.deliveries,
    p_status text,
    p_error text default null,
    p_response jsonb default null
) returns void
    language sql volatile
    set search_path = ''
as $$
    select private.write_deliveries(
        array[private.as_settled(p_delivery, p_status, p_error, p_response)]
    );
$$;

comment on function private.settle_delivery is 'End a delivery.';

grant execute on function private.settle_delivery to holdfast_api;
