-- Whether what a notice tells is true still, of the booking as it stands. A visit that has begun is
-- reminded of no more; of one that is over nobody is told that it was booked, moved or called off.

create function private.holds_still(p_delivery data.deliveries, p_booking data.bookings)
returns boolean
    language sql stable
    set search_path = ''
as $$
    select case (p_delivery).kind
        when 'waitlist_offer' then exists (
            select
            from data.waitlist as w
            where
                w.tenant_id = (p_delivery).tenant_id
                and w.entry_id = ((p_delivery).data ->> 'entry_id')::uuid
                and w.status = 'offered'
                and w.booking_id = (p_booking).booking_id
        ) and private.status_of(p_booking) = 'held'
        when 'reminder' then (p_booking).status = 'confirmed'
        and (p_booking).starts_at > now()
        and private.utc((p_booking).starts_at) = (p_delivery).data ->> 'starts_at'
        when 'review' then (p_booking).status = 'completed'
        when 'booking_refunded' then (p_booking).payment_status in ('refunded', 'partially_refunded')
        else coalesce((p_booking).ends_at > now(), false) and case (p_delivery).kind
            when 'booking_requested' then (p_booking).status = 'pending'
            when 'booking_declined' then (p_booking).status = 'declined'
            when 'booking_confirmed' then (p_booking).status in ('confirmed', 'checked_in')
            when 'booking_moved' then (p_booking).status in ('pending', 'confirmed', 'checked_in')
            when 'booking_cancelled'
                then (p_booking).status in ('cancelled_by_customer', 'cancelled_by_business')
            when 'staff_booked' then (p_booking).status in ('pending', 'confirmed', 'checked_in')
            and private.is_in_calendar_of(p_booking, (p_delivery).data ->> 'recipient_id')
            when 'staff_moved' then (p_booking).status in ('pending', 'confirmed', 'checked_in')
            and private.is_in_calendar_of(p_booking, (p_delivery).data ->> 'recipient_id')
            when 'staff_cancelled'
                then (p_booking).status in ('declined', 'cancelled_by_customer', 'cancelled_by_business')
            or not private.is_in_calendar_of(p_booking, (p_delivery).data ->> 'recipient_id')
        end
    end;
$$;

comment on function private.holds_still is 'Whether what a notice tells is true still.';

grant execute on function private.holds_still to holdfast_api;
