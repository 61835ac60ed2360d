-- What is not to be delivered as things stand: later, or, if no time is given, not at all.

create function private.put_aside(p_delivery data.deliveries, p_not_before timestamptz)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_not_before is null then
        perform private.settle_delivery(p_delivery, 'skipped');
        return;
    end if;

    update data.deliveries
    set due_at = p_not_before, worker_id = null, attempts = attempts - 1
    where tenant_id = p_delivery.tenant_id and delivery_id = p_delivery.delivery_id;

    perform private.wake_queue(p_delivery, p_not_before);
end;
$$;

comment on function private.put_aside is 'Put a delivery off, or skip it.';

grant execute on function private.put_aside to holdfast_api;
