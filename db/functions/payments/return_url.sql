-- Where whoever paid is sent: the page of their booking.

create function private.return_url(p_booking data.bookings) returns text
    language sql stable
    set search_path = ''
as $$
    select format(
        '%s/links/booking?business=%s&id=%s&token=%s',
        rtrim(private.current_claims() ->> 'public_url', '/'),
        t.slug,
        (p_booking).booking_id,
        private.manage_token(t.tenant_id, (p_booking).booking_id)
    )
    from data.tenants as t
    where t.tenant_id = (p_booking).tenant_id;
$$;

comment on function private.return_url is 'The page of a booking, for whoever paid.';

grant execute on function private.return_url to holdfast_api;
