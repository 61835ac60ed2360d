-- Engagements are a copy, kept by triggers, of what people with several calendars have taken. Of a
-- hold that has lapsed there need be none: whoever needed the time has removed it.

create function private.violated_engagements_follow_allocations()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        coalesce(a.tenant_id, e.tenant_id),
        coalesce(a.booking_id, e.booking_id),
        format('resource %s', coalesce(a.resource_id, e.resource_id))
    from (
        select k.*
        from data.allocations as k
        where k.active and k.person_id is not null
    ) as a
    full join data.engagements as e
        on
            e.tenant_id = a.tenant_id
            and e.booking_id = a.booking_id
            and e.resource_id = a.resource_id
            and e.place = a.place
    where
        (a.person_id, a.starts_at, a.ends_at, a.hold_expires_at)
        is distinct from (e.person_id, e.starts_at, e.ends_at, e.hold_expires_at)
        and not coalesce(e.booking_id is null and a.hold_expires_at <= now(), false);
$$;

comment on function private.violated_engagements_follow_allocations is
    'What a person with several calendars has taken, and nothing else, engages them.';
