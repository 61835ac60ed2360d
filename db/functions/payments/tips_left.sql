-- What of the tips on a booking has not gone back: the tip of a payment goes last, whoever takes
-- from it.

create function private.tips_left(p_booking data.bookings) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(sum(
        least(p.tip_minor - private.tip_refunded_of(p), private.left_of(p))
    ), 0)::bigint
    from data.payments as p
    where
        p.tenant_id = (p_booking).tenant_id
        and p.booking_id = (p_booking).booking_id
        and p.status = 'paid'
        and p.tip_minor > 0;
$$;

comment on function private.tips_left is 'What of the tips on a booking has not gone back.';

grant execute on function private.tips_left to holdfast_api;
