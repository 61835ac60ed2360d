-- Gives the events of one business that have been committed their place in its sequence, so many at
-- most. What commits late gets a later number, so that whoever has read up to one misses nothing.
--
-- Those of one subject keep their order: the second writer of a row waits for the first, so its
-- event is younger, and seen in no snapshot without the other. The head is locked until the
-- transaction ends, and whoever finds it locked leaves the work to who has it.
--
-- How many rows there are is news to the planner each time. A nested loop of what it takes for one
-- row and one row is the square of a thousand.

create function private.publish_events(p_tenant_id uuid, p_limit integer)
returns table (first_sequence bigint, last_sequence bigint)
    language plpgsql volatile security definer
    set search_path = ''
    set enable_nestloop = off
    set enable_seqscan = off
as $$
declare
    v_head data.event_heads;
    v_ids uuid[];
begin
    select *
    into v_head
    from data.event_heads
    where tenant_id = p_tenant_id
    for update skip locked;

    if not found then
        insert into data.event_heads (tenant_id)
        values (p_tenant_id)
        on conflict (tenant_id) do nothing
        returning * into v_head;

        if not found then
            return;
        end if;
    end if;

    v_ids := array(
        select e.event_id
        from data.events as e
        where e.tenant_id = p_tenant_id and e.sequence is null
        order by e.event_id
        limit p_limit
    );

    if v_ids = '{}' then
        return;
    end if;

    first_sequence := v_head.sequence + 1;
    last_sequence := v_head.sequence + cardinality(v_ids);

    with head as (
        update data.event_heads
        set sequence = last_sequence
        where tenant_id = p_tenant_id
    )

    update data.events as e
    set sequence = v_head.sequence + n.nth
    from unnest(v_ids) with ordinality as n (event_id, nth)
    where
        e.tenant_id = p_tenant_id and e.event_id = any(v_ids) and e.event_id = n.event_id;

    return next;
end;
$$;

comment on function private.publish_events is
    'Give new events of a business their place; which numbers these were, or no row.';

alter function private.publish_events owner to holdfast_relay;
grant execute on function private.publish_events to holdfast_api;
