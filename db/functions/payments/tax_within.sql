-- How much of the first so much that is paid for a booking is tax: as much as of all of it, rounded
-- half up. Of parts that are paid one after the other each has what this says after it, less what
-- it said before: together they have the tax of the whole, however it is cut.

create function private.tax_within(p_booking data.bookings, p_amount_minor bigint) returns bigint
    language sql immutable parallel safe
    return coalesce(round(
        private.tax_of(p_booking)::numeric * p_amount_minor
        / nullif(private.total_of(p_booking), 0)
    ), 0)::bigint;

comment on function private.tax_within is
    'How much of the first so much that is paid for a booking is tax, in minor units.';

grant execute on function private.tax_within to holdfast_api;
