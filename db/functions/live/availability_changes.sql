-- What the events of a business after one and up to another took and freed: each resource that a
-- booking occupies, on each local date that it touches, buffers included; and whoever is busy
-- elsewhere. Which of them it is, is not told.

create function private.availability_changes(p_tenant_id uuid, p_after bigint, p_until bigint)
returns table (sequence bigint, resource_id uuid, date date, change text)
    language sql stable
    set search_path = ''
as $$
    select distinct o.sequence, o.resource_id, d.day, o.change
    from private.occupied_by_events(p_tenant_id, p_after, p_until) as o
    join data.resources as r
        on r.tenant_id = p_tenant_id and r.resource_id = o.resource_id
    join data.locations as l
        on l.tenant_id = p_tenant_id and l.location_id = r.location_id
    cross join lateral private.local_dates(o.starts_at, o.ends_at, l.time_zone) as d (day)

    union

    select e.sequence, e.subject_id, d.day::date, c.change
    from data.events as e
    cross join unnest('{taken,freed}'::text[]) as c (change)
    cross join lateral jsonb_array_elements_text(e.data -> c.change) as d (day)
    where
        e.tenant_id = p_tenant_id
        and e.sequence > p_after
        and e.sequence <= p_until
        and e.type = 'busy.changed';
$$;

comment on function private.availability_changes is 'What the events of a business took and freed.';

grant execute on function private.availability_changes to holdfast_api;
