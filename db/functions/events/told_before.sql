-- What one target was told of events, by their numbers and their time: the last delivery for each
-- event and kind, in the order of the events; of so many, and of all of the last event's. What
-- still waits is left out.

create function private.told_before(
    p_tenant_id uuid,
    p_channel text,
    p_target_id uuid,
    p_first bigint,
    p_last bigint,
    p_from timestamptz,
    p_to timestamptz,
    p_limit integer
) returns table (
    sequence bigint,
    delivery_id uuid,
    order_key uuid,
    event_id uuid,
    kind text,
    data jsonb
)
    language sql stable
    set search_path = ''
as $$
    select e.sequence, d.delivery_id, d.order_key, d.event_id, d.kind, d.data
    from data.events as e
    join data.deliveries as d
        on
            d.tenant_id = p_tenant_id
            and d.event_id = e.event_id
            and d.channel = p_channel
            and d.target_id = p_target_id
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and e.occurred_at >= p_from
        and e.occurred_at < p_to
        and not exists (
            select
            from data.deliveries as o
            where
                o.tenant_id = p_tenant_id
                and o.event_id = d.event_id
                and o.channel = d.channel
                and o.target_id = d.target_id
                and o.kind = d.kind
                and o.order_key = d.order_key
                and (o.delivery_id > d.delivery_id or o.status = 'pending')
        )
    order by e.sequence
    fetch first p_limit rows with ties;
$$;

comment on function private.told_before is 'What one target was told of events.';

grant execute on function private.told_before to holdfast_api;
