-- Which Google calendars bookings are to be written to, or taken out of, because of the events of
-- one business with these numbers: that of the lead, of who was the lead before, and a calendar
-- that has just been connected, or connected again, which has all to come. Holds are in none,
-- and so need not be taken out.

create function private.wanted_calendars(p_tenant_id uuid, p_first bigint, p_last bigint)
returns setof private.wanted
    language sql stable
    set search_path = ''
as $$
    select
        'calendar', w.calendar_id, w.booking_id, w.event_id, w.type,
        jsonb_build_object('booking_id', w.booking_id), null::timestamptz
    from (
        select e.sequence, e.event_id, e.type, c.calendar_id, e.subject_id as booking_id
        from data.events as e
        join data.calendars as c
            on
                c.tenant_id = p_tenant_id
                and c.kind = 'google'
                and c.resource_id in (
                    (e.data ->> 'resource_id')::uuid, (e.data ->> 'previous_resource_id')::uuid
                )
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.type in (
                'booking.pending', 'booking.confirmed', 'booking.declined', 'booking.rescheduled',
                'booking.updated', 'booking.cancelled_by_customer',
                'booking.cancelled_by_business', 'booking.expired'
            )
            and (
                e.type in ('booking.pending', 'booking.confirmed')
                or e.data ->> 'previous_status' is distinct from 'held'
            )
        union all
        select e.sequence, e.event_id, e.type, c.calendar_id, b.booking_id
        from data.events as e
        join data.calendars as c
            on c.tenant_id = p_tenant_id and c.calendar_id = e.subject_id and c.kind = 'google'
        join data.bookings as b
            on
                b.tenant_id = p_tenant_id
                and b.resource_id = c.resource_id
                and b.starts_at > now() - interval '32 hours'
                and b.ends_at > now()
                and b.status in ('pending', 'confirmed', 'checked_in')
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.type in ('calendar.created', 'calendar.updated')
    ) as w
    order by w.sequence, w.calendar_id, w.booking_id;
$$;

comment on function private.wanted_calendars is
    'Which Google calendars bookings are to be written to.';

grant execute on function private.wanted_calendars to holdfast_api;
