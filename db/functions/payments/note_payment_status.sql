-- Has a booking, which is locked, say what has become of its money.

create function private.note_payment_status(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.bookings as b
    set
        payment_status = private.payment_status_of(b),
        version = b.version + 1,
        updated_at = now()
    where
        b.tenant_id = p_booking.tenant_id
        and b.booking_id = p_booking.booking_id
        and b.payment_status <> private.payment_status_of(b);
end;
$$;

comment on function private.note_payment_status is
    'Have a booking say what has become of its money.';

grant execute on function private.note_payment_status to holdfast_api;
