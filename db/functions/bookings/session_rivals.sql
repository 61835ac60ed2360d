-- What others have, in a span, of the seats that a session has. Who joins a session takes its seats
-- for as long as a visit lasts by now, which may be longer than for those who came first, and so
-- may meet those who were not in the way of the first, or what somebody has elsewhere.

create function private.session_rivals(
    p_tenant_id uuid,
    p_booking_ids uuid[],
    p_from timestamptz,
    p_until timestamptz,
    p_ignore uuid default null
)
returns table (booking_id uuid, resource_id uuid)
    language sql stable parallel safe
    set search_path = ''
as $$
    select distinct o.booking_id, o.resource_id
    from data.allocations as a
    join data.allocations as o
        on
            o.tenant_id = p_tenant_id
            and o.resource_id = a.resource_id
            and o.seat = a.seat
            and o.session_id <> a.session_id
    where
        a.tenant_id = p_tenant_id
        and a.booking_id = any(p_booking_ids)
        and a.active
        and o.active
        and o.starts_at > p_from - interval '32 hours'
        and o.starts_at < p_until
        and o.ends_at > p_from
        and (o.hold_expires_at is null or o.hold_expires_at > now())
        and o.booking_id is distinct from p_ignore

    union all

    -- Elsewhere: whose booking it is, is not said.
    select null, e.resource_id
    from private.engaged_spans(
        p_tenant_id,
        array(
            select a.resource_id
            from data.allocations as a
            where
                a.tenant_id = p_tenant_id
                and a.booking_id = any(p_booking_ids)
                and a.active
        ),
        p_from, p_until, p_ignore
    ) as e;
$$;

comment on function private.session_rivals is 'Who has the seats of a session in a span.';

grant execute on function private.session_rivals to holdfast_api;
