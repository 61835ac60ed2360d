-- Nothing is missing, and nothing is taken that the service does not need. It is judged by what
-- the service needs now; bookings made before it was last changed keep what they were made with,
-- and so does whoever joined a class that had begun before.

create function private.violated_parts_are_occupied()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with living as materialized (
        select b.tenant_id, b.booking_id, b.service_id, b.resource_id, b.session_id, b.party_size
        from data.bookings as b
        where b.status in ('held', 'pending', 'confirmed', 'checked_in')
    ),

    taken as (
        select
            b.tenant_id,
            b.booking_id,
            b.service_id,
            c.position,
            -- The lead counts once, however many places of it are taken.
            count(*) filter (where a.resource_id <> b.resource_id)
            + bool_or(a.resource_id = b.resource_id)::integer as resources
        from living as b
        join data.allocations as a
            on a.tenant_id = b.tenant_id and a.booking_id = b.booking_id and a.active
        left join data.candidates as c
            on
                c.tenant_id = a.tenant_id
                and c.service_id = b.service_id
                and c.resource_id = a.resource_id
        group by b.tenant_id, b.booking_id, b.service_id, c.position
    ),

    met as (
        select t.tenant_id, t.booking_id, count(*) as parts, bool_and(q.position is not null) as fits
        from taken as t
        left join data.requirements as q
            on
                q.tenant_id = t.tenant_id
                and q.service_id = t.service_id
                and q.position = t.position
                and q.quantity = t.resources
        group by t.tenant_id, t.booking_id
    ),

    needed as (
        select q.tenant_id, q.service_id, count(*) as parts
        from data.requirements as q
        group by q.tenant_id, q.service_id
    ),

    doubtful as materialized (
        select b.*
        from living as b
        left join needed as n on n.tenant_id = b.tenant_id and n.service_id = b.service_id
        left join met as m on m.tenant_id = b.tenant_id and m.booking_id = b.booking_id
        where m.fits is not true or m.parts is distinct from n.parts
    )

    select d.tenant_id, d.booking_id, format('service %s needs something else', d.service_id)
    from doubtful as d
    where not exists (
        select
        from data.events as changed
        join data.events as placed
            on placed.tenant_id = changed.tenant_id and placed.event_id < changed.event_id
        where
            changed.tenant_id = d.tenant_id
            and changed.subject_id = d.service_id
            and changed.type = 'service.updated'
            and placed.subject_version = 1
            and starts_with(placed.type, 'booking.')
            and case
                when d.session_id = d.booking_id then placed.subject_id = d.booking_id
                else placed.data ->> 'service_id' = d.service_id::text
            end
    );
$$;

comment on function private.violated_parts_are_occupied is
    'An active booking occupies everything that its service needs, and nothing else.';

grant execute on function private.violated_parts_are_occupied to holdfast_reader;
