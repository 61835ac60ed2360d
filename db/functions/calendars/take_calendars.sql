-- Gives a worker outside calendars of one business that are due, those that have waited longest
-- first. They are read from yesterday on, for a year and a day.

create function private.take_calendars(p_tenant_id uuid, p_limit integer) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_items jsonb;
begin
    with taken as (
        update data.calendar_syncs as s
        set due_at = now() + interval '5 minutes', tried_at = now(), claim_id = uuidv7()
        from (
            select d.calendar_id
            from data.calendar_syncs as d
            where d.tenant_id = p_tenant_id and d.due_at <= now()
            order by d.due_at
            limit p_limit
            for update skip locked
        ) as due
        where s.tenant_id = p_tenant_id and s.calendar_id = due.calendar_id
        returning s.*
    )

    select jsonb_agg(to_jsonb(row(
        c.calendar_id,
        c.tenant_id,
        t.claim_id,
        c.resource_id,
        c.kind,
        c.sealed_secret,
        t.state,
        l.time_zone,
        private.utc(now() - interval '24 hours'),
        private.utc(now() + interval '366 days')
    )::api.calendar_task) order by t.calendar_id)
    into v_items
    from taken as t
    join data.calendars as c
        on c.tenant_id = p_tenant_id and c.calendar_id = t.calendar_id
    join data.resources as r
        on r.tenant_id = p_tenant_id and r.resource_id = c.resource_id
    join data.locations as l
        on l.tenant_id = p_tenant_id and l.location_id = r.location_id;

    return coalesce(v_items, '[]');
end;
$$;

comment on function private.take_calendars is 'Give a worker outside calendars that are due.';

grant execute on function private.take_calendars to holdfast_api;
