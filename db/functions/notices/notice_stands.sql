-- Whether what a notice says of a booking is true still, so that it is worth telling. One of a move
-- or a reminder is not if the booking has been moved since: of that another one tells.

create function private.notice_stands(p_delivery data.deliveries) returns boolean
    language sql stable
    set search_path = ''
as $$
    select case p_delivery.kind
        when 'booking_confirmed' then
            b.status in ('confirmed', 'checked_in') and b.ends_at > now()
        when 'booking_requested' then b.status = 'pending'
        when 'booking_declined' then b.status = 'declined'
        when 'booking_cancelled' then
            b.status in ('cancelled_by_customer', 'cancelled_by_business')
        when 'booking_moved' then
            b.status in ('held', 'pending', 'confirmed') and b.ends_at > now() and a.same
        when 'booking_refunded' then b.payment_status in ('partially_refunded', 'refunded')
        when 'waitlist_offer' then private.status_of(b) = 'held'
        when 'reminder' then b.status = 'confirmed' and b.starts_at > now() and a.same
        when 'review' then b.status = 'completed'
        when 'staff_booked' then
            b.status in ('pending', 'confirmed', 'checked_in') and b.ends_at > now()
        when 'staff_cancelled' then
            b.status in ('cancelled_by_customer', 'cancelled_by_business')
        when 'staff_moved' then
            b.status in ('pending', 'confirmed') and b.ends_at > now() and a.same
        else false
    end
    from data.bookings as b
    cross join lateral (
        select coalesce(
            (
                select e.data ->> 'starts_at' = private.utc(b.starts_at)
                from data.events as e
                where
                    e.tenant_id = p_delivery.tenant_id
                    and e.event_id = p_delivery.event_id
                    and e.subject_id = b.booking_id
            ),
            (p_delivery.data ->> 'version')::integer = b.version,
            true
        ) as same
    ) as a
    where
        b.tenant_id = p_delivery.tenant_id
        and b.booking_id = private.notice_booking(p_delivery);
$$;

comment on function private.notice_stands is
    'Whether what a notice says is true still. Null: of nothing that there is.';

grant execute on function private.notice_stands to holdfast_api;
