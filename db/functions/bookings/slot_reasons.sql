-- Why a service cannot be booked with a lead at a moment; no row if it can. It is the search, asked
-- about one start: the same calendars, limits and terms, said as reasons.
--
-- 'booked': the visit itself meets another one; 'buffer': only the time around it does. Where the
-- lead is taken in another calendar of theirs, it is 'booked', and no more is said.

create function private.slot_reasons(
    p_tenant_id uuid,
    p_offer private.offer,
    p_starts_at timestamptz,
    p_party_size integer,
    p_earliest timestamptz,
    p_latest timestamptz,
    p_as_customer boolean,
    p_ignore uuid default null
)
returns table (code text, starts_at timestamptz, ends_at timestamptz)
    language sql stable
    set search_path = ''
as $$
    with visit as (
        select
            p_starts_at as starts_at,
            p_starts_at + (p_offer).duration as ends_at,
            p_starts_at - (p_offer).buffer_before as occupied_from,
            p_starts_at + (p_offer).duration + (p_offer).buffer_after as occupied_until,
            (p_starts_at at time zone (p_offer).time_zone)::date as on_date,
            private.session_of(p_offer, p_starts_at) as session_id
    ),

    joined as materialized (
        select sum(b.party_size) as taken, array_agg(b.booking_id) as booking_ids
        from data.bookings as b
        join visit as v on b.session_id = v.session_id
        where
            (p_offer).capacity > 1
            and b.tenant_id = p_tenant_id
            and b.resource_id = (p_offer).resource_id
            and b.starts_at = p_starts_at
            and b.status in ('held', 'pending', 'confirmed', 'checked_in')
            and (b.hold_expires_at is null or b.hold_expires_at > now())
            and b.booking_id is distinct from p_ignore
        having count(*) > 0
    ),

    rivals as materialized (
        select r.booking_id, r.resource_id
        from joined as j
        cross join visit as v
        cross join lateral private.session_rivals(
            p_tenant_id, j.booking_ids, v.occupied_from, v.occupied_until, p_ignore
        ) as r
    ),

    -- Bookings of the lead that stand in the way, buffers of both sides included.
    others as (
        select
            a.booking_id,
            a.starts_at,
            a.ends_at,
            b.starts_at < v.ends_at and b.ends_at > v.starts_at as meets
        from visit as v
        join data.allocations as a
            on
                a.tenant_id = p_tenant_id
                and a.resource_id = (p_offer).resource_id
                and a.starts_at > v.occupied_from - interval '32 hours'
                and a.starts_at < v.occupied_until
                and a.ends_at > v.occupied_from
        join data.bookings as b
            on b.tenant_id = p_tenant_id and b.booking_id = a.booking_id
        where
            a.active
            and (a.hold_expires_at is null or a.hold_expires_at > now())
            and a.session_id is distinct from v.session_id
            and a.booking_id is distinct from p_ignore
    )

    select s.code, s.starts_at, s.ends_at
    from private.schedule_reasons(
        p_tenant_id, p_offer, p_starts_at, p_earliest, p_latest, p_as_customer, p_ignore
    ) as s

    union all

    select distinct
        case when o.meets or (p_offer).seats > 1 then 'booked' else 'buffer' end,
        o.starts_at,
        o.ends_at
    from others as o
    where
        case
            when exists (select from joined) then o.booking_id in (
                select r.booking_id from rivals as r where r.resource_id = (p_offer).resource_id
            )
            else (p_offer).seats = 1
                or (p_offer).seats <= (
                    select private.seats_taken(
                        p_tenant_id, (p_offer).resource_id, v.occupied_from, v.occupied_until,
                        p_ignore
                    )
                    from visit as v
                )
        end

    union all

    -- When exactly, the other business knows.
    select distinct 'booked', null::timestamptz, null::timestamptz
    from visit as v
    cross join lateral private.engaged_spans(
        p_tenant_id, array[(p_offer).resource_id], v.occupied_from, v.occupied_until, p_ignore
    ) as e
    where (p_offer).person_id is not null

    union all

    select 'capacity', null, null
    where
        p_party_size > coalesce((p_offer).max_party_size, p_party_size)
        or (p_offer).capacity > 1
        and p_party_size + coalesce((select j.taken from joined as j), 0) > (p_offer).capacity

    union all

    select distinct 'no-room', null::timestamptz, null::timestamptz
    from rivals as r
    where r.resource_id <> (p_offer).resource_id

    union all

    select 'no-room', null, null
    from visit as v
    where
        (p_offer).extra_positions > 0
        and not exists (select from joined)
        and (p_offer).extra_positions > (
            select count(*)
            from (
                select e.position
                from private.extra_calendars(
                    p_tenant_id, (p_offer).service_id, p_party_size, v.on_date, v.on_date, p_ignore
                ) as e
                where
                    e.location_id = (p_offer).location_id
                    and e.open @> tstzrange(v.starts_at, v.ends_at)
                    and not e.busy && tstzrange(v.occupied_from, v.occupied_until)
                group by e.position, e.quantity
                having count(*) >= e.quantity
            ) as met
        )

    union all

    select 'limit', null, null
    where
        p_as_customer
        and coalesce((p_offer).resource_max_per_day, (p_offer).service_max_per_day) is not null
        and private.is_over_limit(
            p_tenant_id, (p_offer).service_id, (p_offer).resource_id, (p_offer).time_zone,
            p_starts_at, (p_offer).resource_max_per_day, (p_offer).service_max_per_day, p_ignore
        );
$$;

comment on function private.slot_reasons is 'Why a slot cannot be booked; no row if it can.';

grant execute on function private.slot_reasons to holdfast_api;
