-- When people with several calendars are taken in another one than these: here, or at another
-- business, of which nothing more is known. p_ignore leaves one booking out.
--
-- Not inlined on purpose: whoever does not need it does not even prepare to run it.

create function private.engaged_spans(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_from timestamptz,
    p_until timestamptz,
    p_ignore uuid default null
)
returns table (resource_id uuid, starts_at timestamptz, ends_at timestamptz)
    language sql stable parallel safe
    set search_path = ''
as $$
    select r.resource_id, e.starts_at, e.ends_at
    from data.resources as r
    join data.engagements as e
        on e.person_id = r.person_id and e.resource_id <> r.resource_id
    where
        r.tenant_id = p_tenant_id
        and r.resource_id = any(p_resource_ids)
        and r.person_id is not null
        and e.starts_at > p_from - interval '32 hours'
        and e.starts_at < p_until
        and e.ends_at > p_from
        and (e.hold_expires_at is null or e.hold_expires_at > now())
        and (p_ignore is null or e.booking_id <> p_ignore);
$$;

comment on function private.engaged_spans is
    'When people with several calendars are taken in another one.';

grant execute on function private.engaged_spans to holdfast_api;
