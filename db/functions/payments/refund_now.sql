-- What a customer would get back if they cancelled a booking now.

create function private.refund_now(p_booking data.bookings) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(sum(l.amount_minor), 0)::bigint
    from private.payments_left(
        p_booking,
        private.refund_percent((p_booking).refund_policy, (p_booking).starts_at - now())
    ) as l;
$$;

comment on function private.refund_now is
    'What a customer would get back if they cancelled now, in minor units.';

grant execute on function private.refund_now to holdfast_api;
