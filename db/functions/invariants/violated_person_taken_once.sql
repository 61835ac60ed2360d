-- The third guard, looked at without its constraint, and by what is taken rather than by the copy
-- of it: for whoever has several calendars, visits in one of them and in another do not overlap.
-- What was booked twice before they were known to be one person has no person_id. Only who sees
-- every business can see it.

create function private.violated_person_taken_once()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select a.tenant_id, a.booking_id, format('person %s', a.person_id)
    from data.allocations as a
    where
        a.active
        and a.person_id is not null
        and (a.hold_expires_at is null or a.hold_expires_at > now())
        and exists (
            select
            from data.allocations as o
            where
                o.person_id = a.person_id
                and o.resource_id <> a.resource_id
                and o.active
                and o.starts_at < a.ends_at
                and o.ends_at > a.starts_at
                and (o.hold_expires_at is null or o.hold_expires_at > now())
        );
$$;

comment on function private.violated_person_taken_once is
    'A person with several calendars is in one place at a time.';
