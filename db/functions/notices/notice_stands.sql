-- Whether what a notice tells is true still, of the booking as it stands. Null: of nothing that
-- there is.
--
-- A visit that has begun is reminded of no more; of one that is over nobody is told that it was
-- booked, moved or called off. A reminder is of the time that it was made for, and a move the last
-- one: of a later one another notice tells. Staff are told of their own calendar, and of what left
-- it.

create function private.notice_stands(p_delivery data.deliveries, p_booking data.bookings)
returns boolean
    language sql stable
    set search_path = ''
as $$
    select case (p_delivery).kind
        when 'waitlist_offer' then private.status_of(p_booking) = 'held' and exists (
            select
            from data.waitlist as w
            where
                w.tenant_id = (p_delivery).tenant_id
                and w.entry_id = ((p_delivery).data ->> 'entry_id')::uuid
                and w.status = 'offered'
                and w.booking_id = (p_booking).booking_id
        )
        when 'reminder' then (p_booking).status = 'confirmed'
        and (p_booking).starts_at > now()
        and private.utc((p_booking).starts_at) = (p_delivery).data ->> 'starts_at'
        when 'review_request' then (p_booking).status = 'completed'
        when 'booking_refunded'
            then (p_booking).payment_status in ('refunded', 'partially_refunded')
        -- What a bank has taken nobody has sent.
        and not exists (
            select
            from data.disputes as d
            where
                d.tenant_id = (p_delivery).tenant_id
                and d.booking_id = (p_booking).booking_id
                and d.status = 'lost'
        )
        when 'credit_note_issued' then true
        when 'invoice_issued' then true
        when 'fee_due' then exists (
            select
            from data.payments as p
            where
                p.tenant_id = (p_delivery).tenant_id
                and p.booking_id = (p_booking).booking_id
                and p.due_at is not null
                and p.status = 'pending'
        )
        when 'fee_unpaid' then private.fee_due(p_booking) > 0
        when 'paid_too_late' then exists (
            select
            from data.refunds as r
            where
                r.tenant_id = (p_delivery).tenant_id
                and r.booking_id = (p_booking).booking_id
                and r.reason = 'late_payment'
                and r.status not in ('failed', 'cancelled')
        )
        when 'not_refunded' then exists (
            select
            from data.refunds as r
            join data.payments as p
                on p.tenant_id = (p_delivery).tenant_id and p.payment_id = r.payment_id
            where
                r.tenant_id = (p_delivery).tenant_id
                and r.booking_id = (p_booking).booking_id
                and r.status = 'failed'
                and private.left_of(p) >= r.amount_minor
        )
        else (p_booking).ends_at > now() and case (p_delivery).kind
            when 'booking_requested' then (p_booking).status = 'pending'
            when 'booking_declined' then (p_booking).status = 'declined'
            when 'booking_confirmed' then (p_booking).status in ('confirmed', 'checked_in')
            when 'booking_rescheduled'
                then (p_booking).status in ('pending', 'confirmed', 'checked_in')
            and private.is_of_last_move(p_delivery, p_booking)
            when 'booking_cancelled'
                then (p_booking).status in ('cancelled_by_customer', 'cancelled_by_business')
            when 'staff_booked' then (p_booking).status in ('pending', 'confirmed', 'checked_in')
            and private.is_in_calendar_of(p_booking, (p_delivery).data ->> 'recipient_id')
            when 'staff_rescheduled'
                then (p_booking).status in ('pending', 'confirmed', 'checked_in')
            and private.is_in_calendar_of(p_booking, (p_delivery).data ->> 'recipient_id')
            and private.is_of_last_move(p_delivery, p_booking)
            when 'staff_cancelled'
                then (p_booking).status in ('declined', 'cancelled_by_customer', 'cancelled_by_business')
            or not private.is_in_calendar_of(p_booking, (p_delivery).data ->> 'recipient_id')
            else false
        end
    end;
$$;

comment on function private.notice_stands is
    'Whether what a notice tells is true still. Null: of nothing that there is.';

grant execute on function private.notice_stands to holdfast_api;
