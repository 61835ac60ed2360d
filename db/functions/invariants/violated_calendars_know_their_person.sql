-- Who has which calendars is a copy, kept by a trigger; and whoever has several is known in each.

create function private.violated_calendars_know_their_person()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select coalesce(r.tenant_id, c.tenant_id), coalesce(r.resource_id, c.resource_id), 'its entry'
    from (
        select k.*
        from data.resources as k
        where k.user_id is not null and k.archived_at is null
    ) as r
    full join data.person_calendars as c
        on
            c.tenant_id = r.tenant_id
            and c.resource_id = r.resource_id
            and c.user_id = r.user_id
    where r.resource_id is null or c.resource_id is null

    union all

    select r.tenant_id, r.resource_id, 'its person'
    from data.resources as r
    where
        r.person_id is distinct from r.user_id
        and (
            r.person_id is not null
            or (
                select count(*) from data.person_calendars as c where c.user_id = r.user_id
            ) > 1
        )

    union all

    select a.tenant_id, a.booking_id, format('person %s', a.person_id)
    from data.allocations as a
    join data.resources as r on r.tenant_id = a.tenant_id and r.resource_id = a.resource_id
    where a.active and a.person_id is not null and a.person_id is distinct from r.person_id;
$$;

comment on function private.violated_calendars_know_their_person is
    'Each calendar of a person with several says whose it is.';
