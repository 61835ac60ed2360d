-- What a payment of a booking is for, as whoever pays reads it.

create function private.booking_for(p_booking data.bookings) returns private.checkout_for
    language sql stable
    set search_path = ''
as $$
    select row(
        s.name,
        (p_booking).customer_email,
        (p_booking).locale,
        private.return_url(p_booking),
        (p_booking).card_required
    )::private.checkout_for
    from data.services as s
    where s.tenant_id = (p_booking).tenant_id and s.service_id = (p_booking).service_id;
$$;

comment on function private.booking_for is 'What a payment of a booking is for.';

grant execute on function private.booking_for to holdfast_api;
