-- A hold that has lapsed is gone for everybody: its time may have been promised to others. How
-- long a hold lasts is looked up in the business as it is; if that was changed since, nobody can
-- tell. Five seconds are for the statement that made the hold (statement_timeout of holdfast_web).
-- What the waitlist offered was on offer before, and may have been held to be paid after that.

create function private.violated_hold_confirmed_in_time()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select e.tenant_id, e.subject_id, format('it lasted %s minutes', t.hold_minutes)
    from data.events as e
    join data.bookings as b
        on b.tenant_id = e.tenant_id and b.booking_id = e.subject_id
    join data.tenants as t on t.tenant_id = e.tenant_id
    where
        e.type = 'booking.confirmed'
        and e.subject_version > 1
        and e.occurred_at > b.created_at + make_interval(
            mins => t.hold_minutes + case
                when exists (
                    select
                    from data.waitlist as w
                    where w.tenant_id = b.tenant_id and w.booking_id = b.booking_id
                ) then t.offer_minutes
                else 0
            end,
            secs => 5
        )
        and exists (
            select
            from data.events as held
            where
                held.tenant_id = e.tenant_id
                and held.subject_id = e.subject_id
                and held.type = 'booking.held'
        )
        and not exists (
            select
            from data.events as changed
            where
                changed.tenant_id = e.tenant_id
                and changed.subject_id = e.tenant_id
                and changed.type = 'tenant.updated'
                and changed.occurred_at > b.created_at
        );
$$;

comment on function private.violated_hold_confirmed_in_time is
    'A hold that had lapsed was not confirmed.';

grant execute on function private.violated_hold_confirmed_in_time to holdfast_reader;
