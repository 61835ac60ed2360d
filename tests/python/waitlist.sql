-- What must hold of the waitlist, besides data.violations, once nothing is under way and every
-- lapsed hold has been swept: one row for each way in which it does not. Asked by a superuser, of
-- one tenant.

with entries as materialized (
    select * from data.waitlist where tenant_id = %(tenant_id)s
),

offers as materialized (
    select
        w.*,
        b.status = 'held' and b.payment_status = 'none' as is_open,
        b.starts_at,
        b.resource_id as lead_id,
        -- Whoever moves an offer, or what was one, knows better.
        exists (
            select
            from data.events as e
            where
                e.tenant_id = b.tenant_id
                and e.subject_id = b.booking_id
                and e.type = 'booking.rescheduled'
        ) as was_moved
    from entries as w
    join data.bookings as b on b.tenant_id = w.tenant_id and b.booking_id = w.booking_id
)

select 'an offer is not what was waited for' as rule, o.entry_id::text as where_it_fails
from offers as o
where
    not o.was_moved
    and (
        o.starts_at < o.window_starts_at
        or o.starts_at >= o.window_ends_at
        or o.resource_id <> o.lead_id
    )

union all

select 'a lapsed hold was not swept', b.booking_id::text
from data.bookings as b
where
    b.tenant_id = %(tenant_id)s
    and b.status = 'held'
    and private.lapses_at(b) <= clock_timestamp()

union all

-- They would have to be told that it is free, or be offered it.
select 'somebody waits while something is free', concat_ws(' ', w.entry_id, s.starts_at)
from entries as w
cross join lateral private.bookable_starts(
    w.tenant_id,
    w.service_id,
    array(
        select o.resource_id
        from private.offers(w.tenant_id, w.service_id) as o
        where o.resource_id = coalesce(w.resource_id, o.resource_id)
    ),
    (w.window_starts_at at time zone 'UTC')::date - 1,
    (w.window_ends_at at time zone 'UTC')::date + 1,
    w.party_size,
    w.window_starts_at,
    w.window_ends_at
) as s
where
    w.status = 'waiting'
    and s.starts_at < w.window_ends_at
    and not exists (
        select from offers as o where o.customer_id = w.customer_id and o.is_open
    )

union all

-- It would be anybody's for a moment as it lapses.
select 'a hold is not kept to be handed on', concat_ws(' ', w.entry_id, b.booking_id)
from entries as w
join data.candidates as c
    on c.tenant_id = w.tenant_id and c.service_id = w.service_id and c.position = 1
join data.bookings as b on b.tenant_id = w.tenant_id and b.resource_id = c.resource_id
where
    w.status = 'waiting'
    and coalesce(w.resource_id, b.resource_id) = b.resource_id
    and b.status = 'held'
    and b.lapses_at = b.hold_expires_at
    and b.starts_at >= w.window_starts_at
    and b.starts_at < w.window_ends_at

union all

-- Whoever joined before another was first when that one was offered anything, unless they had
-- another offer then.
select 'somebody was passed over', concat_ws(' ', w.entry_id, o.entry_id)
from entries as w
join offers as o on o.service_id = w.service_id
where
    w.status = 'waiting'
    and o.status in ('offered', 'accepted')
    and not o.was_moved
    and w.joined_at < o.joined_at
    and w.party_size <= o.party_size
    and coalesce(w.resource_id, o.lead_id) = o.lead_id
    and o.starts_at >= w.window_starts_at
    and o.starts_at < w.window_ends_at
    and not exists (
        select from offers as p where p.customer_id = w.customer_id
    )

order by rule, where_it_fails
