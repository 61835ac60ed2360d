-- Foreign keys, looked at without them: a restore that was cut short, or one made with triggers
-- off, leaves rows that point nowhere, or into another business.

create function private.violated_references_exist()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select b.tenant_id, b.booking_id, format('service %s', b.service_id)
    from data.bookings as b
    where not exists (
        select
        from data.services as s
        where s.tenant_id = b.tenant_id and s.service_id = b.service_id
    )

    union all

    select b.tenant_id, b.booking_id, format('resource %s', b.resource_id)
    from data.bookings as b
    where not exists (
        select
        from data.resources as r
        where r.tenant_id = b.tenant_id and r.resource_id = b.resource_id
    )

    union all

    select b.tenant_id, b.booking_id, format('location %s', b.location_id)
    from data.bookings as b
    where not exists (
        select
        from data.locations as l
        where l.tenant_id = b.tenant_id and l.location_id = b.location_id
    )

    union all

    select b.tenant_id, b.booking_id, format('customer %s', b.customer_id)
    from data.bookings as b
    where not exists (
        select
        from data.customers as c
        where c.tenant_id = b.tenant_id and c.customer_id = b.customer_id
    )

    union all

    select a.tenant_id, a.booking_id, 'an allocation without its booking'
    from data.allocations as a
    where not exists (
        select
        from data.bookings as b
        where b.tenant_id = a.tenant_id and b.booking_id = a.booking_id
    )

    union all

    select a.tenant_id, a.booking_id, format('resource %s', a.resource_id)
    from data.allocations as a
    where not exists (
        select
        from data.resources as r
        where r.tenant_id = a.tenant_id and r.resource_id = a.resource_id
    )

    union all

    select c.tenant_id, c.service_id, format('candidate %s', c.resource_id)
    from data.candidates as c
    where
        not exists (
            select
            from data.resources as r
            where r.tenant_id = c.tenant_id and r.resource_id = c.resource_id
        )
        or not exists (
            select
            from data.requirements as q
            where
                q.tenant_id = c.tenant_id
                and q.service_id = c.service_id
                and q.position = c.position
        );
$$;

comment on function private.violated_references_exist is
    'What a booking, or a part of the catalogue, refers to exists in the same business.';

grant execute on function private.violated_references_exist to holdfast_reader;
