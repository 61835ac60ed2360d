-- The waitlist follows the bookings that it offers, through whichever door these change; whoever
-- waits for something else by now has another entry.

create function private.violated_offer_is_a_hold()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select w.tenant_id, w.entry_id, format('it is %s; its booking is %s', w.status, b.status)
    from data.waitlist as w
    left join data.bookings as b
        on b.tenant_id = w.tenant_id and b.booking_id = w.booking_id
    where
        (w.status = 'offered') <> coalesce(
            b.status = 'held' and b.payment_status = 'none', false
        )
        or w.status in ('waiting', 'ended') and b.status in ('pending', 'confirmed')
        or w.customer_id <> b.customer_id
        or w.service_id <> b.service_id;
$$;

comment on function private.violated_offer_is_a_hold is
    'What the waitlist offers is held for whoever it is offered to, and as long as it is offered.';

grant execute on function private.violated_offer_is_a_hold to holdfast_reader;
