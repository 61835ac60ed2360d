-- The local date of a moment where a resource works: the date that a shift counts for.

create function private.shift_date(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_starts_at timestamptz
) returns date
    language sql stable parallel safe
    return (
        select (p_starts_at at time zone l.time_zone)::date
        from data.resources as r
        join data.locations as l
            on l.tenant_id = p_tenant_id and l.location_id = r.location_id
        where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id
    );

comment on function private.shift_date is 'The local date of a moment where a resource works.';

grant execute on function private.shift_date to holdfast_api;
