-- Where a booking that waits for its payment is paid: an address of ours, which asks Stripe for a
-- page when it is opened. So nothing outside is asked while something is booked.

create function private.checkout_url(p_booking data.bookings) returns text
    language sql stable
    set search_path = ''
as $$
    select format(
        '%s/pay/%s/%s?token=%s',
        rtrim(private.current_claims() ->> 'public_url', '/'),
        t.slug,
        (p_booking).booking_id,
        private.manage_token(t.tenant_id, (p_booking).booking_id)
    )
    from data.tenants as t
    join data.payment_accounts as a on a.tenant_id = t.tenant_id and a.charges_enabled
    where t.tenant_id = (p_booking).tenant_id and private.current_claims() ? 'public_url';
$$;

comment on function private.checkout_url is
    'Where a booking is paid; null if the business takes no payments online.';

grant execute on function private.checkout_url to holdfast_api;
