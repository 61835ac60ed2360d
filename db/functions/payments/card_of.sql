-- The card that a fee of a booking can be charged to: the one that was given last for it, or for
-- another of its series, and that the business's account knows. Never one of another booking:
-- whoever gives a name and an address is not known to be whose card that is.

create function private.card_of(p_booking data.bookings) returns data.cards
    language sql stable
    set search_path = ''
as $$
    select c
    from data.cards as c
    join data.payment_accounts as a
        on a.tenant_id = (p_booking).tenant_id and a.account_id = c.account_id
    where
        c.tenant_id = (p_booking).tenant_id
        and c.status = 'ready'
        and c.payment_method_id is not null
        and c.booking_id in (
            select (p_booking).booking_id
            union all
            select b.booking_id
            from data.bookings as b
            where
                b.tenant_id = (p_booking).tenant_id
                and b.series_id = (p_booking).series_id
                and b.customer_id = (p_booking).customer_id
        )
    order by c.card_id desc
    limit 1;
$$;

comment on function private.card_of is 'The card that a fee of a booking can be charged to.';

grant execute on function private.card_of to holdfast_api;
