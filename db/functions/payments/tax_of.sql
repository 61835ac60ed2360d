-- The tax on a booking, as it was agreed when it was made. It is rounded once, half up, for the
-- whole booking: on top of the price, or the price less what it is without tax. So a price that has
-- come to something with tax on top, and that sum with the tax in it, agree on both parts.

create function private.tax_of(p_booking data.bookings) returns bigint
    language sql immutable parallel safe
    return case
        when (p_booking).tax_basis_points is null then 0
        when (p_booking).tax_is_inclusive then private.charged_for(p_booking)
            - round(
                private.charged_for(p_booking) * 10000.0
                / (10000 + (p_booking).tax_basis_points)
            )
        else round(private.charged_for(p_booking) * (p_booking).tax_basis_points / 10000.0)
    end::bigint;

comment on function private.tax_of is 'The tax on a booking, in minor units of its currency.';

grant execute on function private.tax_of to holdfast_api, holdfast_reader;
