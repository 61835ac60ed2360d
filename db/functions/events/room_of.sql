-- How many more deliveries of a queue may be under way.

create function private.room_of(p_queue data.queues) returns integer
    language sql stable
    set search_path = ''
as $$
    select greatest(0, (p_queue).max_in_flight - count(*)::integer)
    from data.deliveries as d
    where
        d.tenant_id = (p_queue).tenant_id
        and d.channel = (p_queue).channel
        and d.target_id = (p_queue).target_id
        and d.status = 'pending'
        and d.worker_id is not null
        and d.due_at > now();
$$;

comment on function private.room_of is 'How many more of a queue may be under way.';

grant execute on function private.room_of to holdfast_api;
