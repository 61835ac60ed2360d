-- The reminders of a business that fall due after one moment and until another: of the visits that
-- are confirmed and to come. Of several of one visit (nobody has looked for a while) only the last.
--
-- Whoever booked, moved or paid after a reminder was due knows of the visit: no reminder.

create function private.wanted_reminders(
    p_settings data.notification_settings,
    p_after timestamptz,
    p_until timestamptz
) returns setof private.wanted
    language plpgsql stable
    set search_path = ''
as $$
begin
    return query
    select
        way.channel,
        p_settings.tenant_id,
        private.notice_order('reminder', due.customer_id, due.booking_id),
        null::uuid,
        'reminder',
        jsonb_build_object(
            'recipient', 'customer',
            'recipient_id', due.customer_id,
            'booking_id', due.booking_id,
            'version', due.version,
            'starts_at', private.utc(due.starts_at),
            'minutes', due.minutes
        ),
        null::timestamptz
    from (
        select distinct on (b.starts_at, b.booking_id)
            b.booking_id, b.customer_id, b.version, b.starts_at, r.minutes
        from unnest(p_settings.reminder_minutes) as r (minutes)
        join data.bookings as b
            on
                b.tenant_id = p_settings.tenant_id
                and b.starts_at > p_after + make_interval(mins => r.minutes)
                and b.starts_at <= p_until + make_interval(mins => r.minutes)
                and b.starts_at > p_until
                and b.status = 'confirmed'
                and b.updated_at <= b.starts_at - make_interval(mins => r.minutes)
        order by b.starts_at, b.booking_id, r.minutes
    ) as due
    cross join unnest(p_settings.channels) with ordinality as way (channel, nth)
    order by due.starts_at, due.booking_id, way.nth;
end;
$$;

comment on function private.wanted_reminders is 'The reminders that fall due.';

grant execute on function private.wanted_reminders to holdfast_api;
