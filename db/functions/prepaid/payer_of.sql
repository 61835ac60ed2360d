-- Whose credit something of a payment can go to: the customer of what it was for. Null if nobody
-- is known.

create function private.payer_of(p_payment data.payments) returns uuid
    language sql stable
    set search_path = ''
as $$
    select coalesce(
        (
            select b.customer_id
            from data.bookings as b
            where
                b.tenant_id = (p_payment).tenant_id and b.booking_id = (p_payment).booking_id
        ),
        (
            select g.customer_id
            from data.gift_cards as g
            where
                g.tenant_id = (p_payment).tenant_id and g.payment_id = (p_payment).payment_id
        ),
        (
            select c.customer_id
            from data.customer_packages as c
            where
                c.tenant_id = (p_payment).tenant_id and c.payment_id = (p_payment).payment_id
        )
    );
$$;

comment on function private.payer_of is 'Whose credit something of a payment can go to.';

grant execute on function private.payer_of to holdfast_api;
