-- How much of what a booking costs nobody has to pay any more: it is paid, or was and has been
-- given back because the business wanted to.

create function private.covered_for(p_booking data.bookings) returns bigint
    language sql stable
    set search_path = ''
as $$
    select private.paid_for(p_booking) + coalesce(sum(g.amount_minor - g.tip_minor), 0)::bigint
    from private.gifts_of(p_booking) as g;
$$;

comment on function private.covered_for is
    'How much of what a booking costs nobody has to pay any more, in minor units.';

grant execute on function private.covered_for to holdfast_api;
