-- The most that a booking can be charged by its prices so that it comes to no more than so much
-- with tax. Where tax is on top not every total comes about: it may be a unit less.

create function private.charge_within(p_booking data.bookings, p_total_minor bigint)
returns bigint
    language sql immutable parallel safe
    return case
        when (p_booking).tax_is_inclusive is false then ceil(
            (p_total_minor + 0.5) * 10000 / (10000 + (p_booking).tax_basis_points)
        ) - 1
        else p_total_minor
    end::bigint;

comment on function private.charge_within is
    'The most that a booking can be charged so that it comes to no more than so much with tax.';

grant execute on function private.charge_within to holdfast_api;
