-- A resource is given up only when nothing is to come, and a customer deleted; a location given up
-- when nothing is there.

create function private.violated_archived_is_unused()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select a.tenant_id, a.booking_id, format('resource %s was given up', a.resource_id)
    from data.allocations as a
    join data.resources as r
        on r.tenant_id = a.tenant_id and r.resource_id = a.resource_id
    where
        r.archived_at is not null
        and a.active
        and a.ends_at > now()
        and (a.hold_expires_at is null or a.hold_expires_at > now())

    union all

    select r.tenant_id, r.resource_id, format('location %s was given up', r.location_id)
    from data.resources as r
    join data.locations as l
        on l.tenant_id = r.tenant_id and l.location_id = r.location_id
    where r.archived_at is null and l.archived_at is not null

    union all

    select b.tenant_id, b.booking_id, format('customer %s was deleted', b.customer_id)
    from data.bookings as b
    join data.customers as c
        on c.tenant_id = b.tenant_id and c.customer_id = b.customer_id
    where
        c.archived_at is not null
        and b.ends_at > now()
        and b.status in ('held', 'pending', 'confirmed', 'checked_in')
        and (b.hold_expires_at is null or b.hold_expires_at > now());
$$;

comment on function private.violated_archived_is_unused is
    'Nothing that was given up has visits to come.';

grant execute on function private.violated_archived_is_unused to holdfast_reader;
