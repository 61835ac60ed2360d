-- Ends a delivery, and wakes its queue: what waits for it is next.

create function private.settle_delivery(
    p_delivery data.deliveries,
    p_status text,
    p_error text default null,
    p_response jsonb default null
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.deliveries
    set
        status = p_status,
        settled_at = now(),
        worker_id = null,
        last_error = left(p_error, 500),
        response = p_response
    where tenant_id = p_delivery.tenant_id and delivery_id = p_delivery.delivery_id;

    perform private.wake_queue(p_delivery, now());
end;
$$;

comment on function private.settle_delivery is 'End a delivery.';

grant execute on function private.settle_delivery to holdfast_api;
