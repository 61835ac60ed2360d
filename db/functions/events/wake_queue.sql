-- Sees to it that the queue of a delivery is looked at by then.

create function private.wake_queue(p_delivery data.deliveries, p_due_at timestamptz) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.queues
    set due_at = p_due_at
    where
        tenant_id = p_delivery.tenant_id
        and channel = p_delivery.channel
        and target_id = p_delivery.target_id
        and due_at > p_due_at;
end;
$$;

comment on function private.wake_queue is 'See to it that a queue is looked at by then.';

grant execute on function private.wake_queue to holdfast_api;
