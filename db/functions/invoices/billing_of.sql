-- To whom a booking is invoiced: as was said for it, or else what staff, or the customer with an
-- account, said last for another visit of theirs; else nobody but who booked. Anybody can type
-- anybody's address into a form, so what a guest says counts for that booking alone.

create function private.billing_of(p_booking data.bookings) returns data.billing_details
    language sql stable
    set search_path = ''
as $$
    select d
    from data.billing_details as d
    join data.bookings as b on b.tenant_id = (p_booking).tenant_id and b.booking_id = d.booking_id
    where
        d.tenant_id = (p_booking).tenant_id
        and (
            d.booking_id = (p_booking).booking_id
            or d.is_proven and d.booking_id in (
                select o.booking_id
                from data.bookings as o
                where
                    o.tenant_id = (p_booking).tenant_id
                    and o.customer_id = (p_booking).customer_id
            )
        )
    order by d.booking_id = (p_booking).booking_id desc, d.updated_at desc, d.booking_id desc
    limit 1;
$$;

comment on function private.billing_of is 'To whom a booking is invoiced.';

grant execute on function private.billing_of to holdfast_api;
