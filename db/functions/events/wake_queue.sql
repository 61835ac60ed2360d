-- Sees to it that the queue of a delivery is looked at by then.

create function private.wake_queue(p_delivery data.deliveries, p_due_at timestamptz) returns void
    language sql volatile
    set search_path = ''
as $$
    select private.wake_queues(array[p_delivery], p_due_at);
$$;

comment on function private.wake_queue is 'See to it that a queue is looked at by then.';

grant execute on function private.wake_queue to holdfast_api;
