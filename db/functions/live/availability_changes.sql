-- What the events of a business after one and up to another took and freed: each resource that a
-- booking occupies, on each local date that it touches, buffers included.

create function private.availability_changes(p_tenant_id uuid, p_after bigint, p_until bigint)
returns table (sequence bigint, resource_id uuid, date date, change text)
    language sql stable
    set search_path = ''
as $$
    select distinct o.sequence, o.resource_id, d.day::date, o.change
    from private.occupied_by_events(p_tenant_id, p_after, p_until) as o
    join data.resources as r
        on r.tenant_id = p_tenant_id and r.resource_id = o.resource_id
    join data.locations as l
        on l.tenant_id = p_tenant_id and l.location_id = r.location_id
    cross join lateral generate_series(
        date_trunc('day', o.starts_at at time zone l.time_zone),
        (o.ends_at at time zone l.time_zone) - interval '1 microsecond',
        interval '1 day'
    ) as d (day);
$$;

comment on function private.availability_changes is 'What the events of a business took and freed.';

grant execute on function private.availability_changes to holdfast_api;
