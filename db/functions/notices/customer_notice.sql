-- What the customer is told of an event. Null: nothing.

create function private.customer_notice(p_event data.events) returns text
    language sql stable parallel safe
    return case
        when (p_event).type = 'waitlist.offered' then 'waitlist_offer'
        when (p_event).type in ('booking.refunded', 'booking.partially_refunded')
            then 'booking_refunded'
        when (p_event).type in ('invoice.issued', 'credit_note.issued') then case
            when (p_event).data ->> 'is_mailed' = 'true'
                then replace((p_event).type, '.', '_')
        end
        when (p_event).type = 'payment.created' and (p_event).data ->> 'due_at' is not null
            then 'fee_due'
        when (p_event).type = 'payment.failed' and (p_event).data ->> 'due_at' is not null
            then 'fee_unpaid'
        when
            (p_event).type = 'refund.requested' and (p_event).data ->> 'reason' = 'late_payment'
            then 'paid_too_late'
        when
            (p_event).type = 'refund.failed'
            and (p_event).data ->> 'reason' in ('late_payment', 'paid_twice', 'cancelled')
            then 'not_refunded'
        when not private.announces(p_event) then null
        else case (p_event).type
            when 'booking.confirmed' then 'booking_confirmed'
            when 'booking.pending' then 'booking_requested'
            when 'booking.declined' then 'booking_declined'
            when 'booking.cancelled_by_customer' then 'booking_cancelled'
            when 'booking.cancelled_by_business' then 'booking_cancelled'
            when 'booking.rescheduled' then 'booking_rescheduled'
        end
    end;

comment on function private.customer_notice is 'What the customer is told of an event.';

grant execute on function private.customer_notice to holdfast_api;
