-- Why the schedule does not allow a lead to begin a visit at a moment; no row if it does. What is
-- taken is not looked at here: for that there are constraints.
--
-- p_earliest and p_latest bound the start; customers also have to take one that the search offers:
-- one on the grid, or a class that others have begun, wherever it stands.

create function private.schedule_reasons(
    p_tenant_id uuid,
    p_offer private.offer,
    p_starts_at timestamptz,
    p_earliest timestamptz,
    p_latest timestamptz,
    p_as_customer boolean,
    p_ignore uuid default null
)
returns table (code text, starts_at timestamptz, ends_at timestamptz)
    language sql stable parallel safe
begin atomic
    with visit as (
        select
            p_starts_at as starts_at,
            p_starts_at + (p_offer).duration as ends_at,
            (p_starts_at at time zone (p_offer).time_zone)::date as on_date
    ),

    work as materialized (
        select w.*
        from visit as v
        cross join lateral private.working_stretches(
            p_tenant_id, array[(p_offer).resource_id], v.on_date - 2, v.on_date + 2
        ) as w
    ),

    blocked as materialized (
        select b.code, b.starts_at, b.ends_at
        from visit as v
        cross join lateral private.blocked_spans(
            p_tenant_id, array[(p_offer).resource_id], v.starts_at, v.ends_at
        ) as b
    ),

    owner as (
        select w.anchor, w.stretch_ends_at
        from work as w
        where w.opens_at <= p_starts_at and w.closes_at > p_starts_at
    )

    select 'notice', null::timestamptz, p_earliest
    where p_starts_at < p_earliest

    union all

    select 'horizon', p_latest, null
    where p_starts_at > p_latest

    union all

    select b.code, b.starts_at, b.ends_at
    from blocked as b

    union all

    select 'outside-shift', null, null
    from visit as v
    where not exists (select from owner as o where o.stretch_ends_at >= v.ends_at)

    union all

    select 'off-grid', null, null
    where
        p_as_customer
        and exists (
            select
            from owner as o
            where
                mod(
                    extract(epoch from p_starts_at - o.anchor),
                    extract(epoch from (p_offer).slot)
                ) <> 0
        )
        and not exists (
            select
            from data.bookings as b
            where
                (p_offer).capacity > 1
                and b.tenant_id = p_tenant_id
                and b.resource_id = (p_offer).resource_id
                and b.starts_at = p_starts_at
                and b.session_id = private.session_of(p_offer, p_starts_at)
                and b.status in ('held', 'pending', 'confirmed', 'checked_in')
                and (b.hold_expires_at is null or b.hold_expires_at > now())
                and b.booking_id is distinct from p_ignore
        );
end;

comment on function private.schedule_reasons is
    'Why the schedule does not allow a visit; no row if it does.';

grant execute on function private.schedule_reasons to holdfast_api;
