-- When a queue that has just been looked at is to be looked at again: at once if there may be more,
-- else when its next delivery is due, or the lease of one that is under way ends. What is due and
-- was not taken waits for one that is under way, whose end wakes the queue; a minute is for what
-- nobody foresaw.

create function private.queue_due_at(p_queue data.queues, p_may_have_more boolean)
returns timestamptz
    language sql stable
    set search_path = ''
as $$
    select case
        when p_may_have_more then clock_timestamp()
        else least(
            (
                select d.due_at
                from data.deliveries as d
                where
                    d.tenant_id = (p_queue).tenant_id
                    and d.channel = (p_queue).channel
                    and d.target_id = (p_queue).target_id
                    and d.status = 'pending'
                    and not d.waits
                    and d.due_at > now()
                order by d.due_at
                limit 1
            ),
            (
                select now() + interval '1 minute'
                from data.deliveries as d
                where
                    d.tenant_id = (p_queue).tenant_id
                    and d.channel = (p_queue).channel
                    and d.target_id = (p_queue).target_id
                    and d.status = 'pending'
                    and not d.waits
                    and d.due_at <= now()
                order by d.due_at
                limit 1
            ),
            'infinity'
        )
    end;
$$;

comment on function private.queue_due_at is 'When a queue is to be looked at again.';

grant execute on function private.queue_due_at to holdfast_api;
