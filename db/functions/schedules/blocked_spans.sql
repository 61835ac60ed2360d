-- When resources do not work although their hours say so: closures of their location ('closed'),
-- their own time off, and when they are busy elsewhere (both 'time-off': what it is, is nobody's
-- business). A span of those is a week at most, so it is looked for that far back.

create function private.blocked_spans(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_from timestamptz,
    p_until timestamptz
)
returns table (resource_id uuid, code text, starts_at timestamptz, ends_at timestamptz)
    language sql stable parallel safe
begin atomic
    select o.resource_id, 'time-off', o.starts_at, o.ends_at
    from data.time_off as o
    where
        o.tenant_id = p_tenant_id
        and o.resource_id = any(p_resource_ids)
        and o.ends_at > p_from
        and o.starts_at < p_until

    union all

    select b.resource_id, 'time-off', b.starts_at, b.ends_at
    from data.busy as b
    where
        b.tenant_id = p_tenant_id
        and b.resource_id = any(p_resource_ids)
        and b.starts_at > p_from - interval '168 hours'
        and b.starts_at < p_until
        and b.ends_at > p_from

    union all

    select r.resource_id, 'closed', c.starts_at, c.ends_at
    from data.resources as r
    join data.closures as c
        on c.tenant_id = p_tenant_id and c.location_id = r.location_id
    where
        r.tenant_id = p_tenant_id
        and r.resource_id = any(p_resource_ids)
        and c.ends_at > p_from
        and c.starts_at < p_until;
end;

comment on function private.blocked_spans is 'Closures, time off and busy times that touch a span.';

grant execute on function private.blocked_spans to holdfast_api;
