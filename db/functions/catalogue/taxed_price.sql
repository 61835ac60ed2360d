-- What a service costs at a place, without tax and with it: as a booking of it would.

create function private.taxed_price(
    p_service data.services,
    p_location data.locations,
    p_currency text
) returns api.taxed_price
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_booking data.bookings;
begin
    v_booking.price_minor := p_service.price_minor;
    v_booking.tax_basis_points := coalesce(
        p_service.tax_basis_points, p_location.tax_basis_points
    );
    v_booking.tax_is_inclusive := p_location.tax_is_inclusive;

    return row(
        p_location.location_id,
        p_location.tax_name,
        v_booking.tax_basis_points,
        row(private.total_of(v_booking) - private.tax_of(v_booking), p_currency)::api.money,
        row(private.tax_of(v_booking), p_currency)::api.money,
        row(private.total_of(v_booking), p_currency)::api.money
    )::api.taxed_price;
end;
$$;

comment on function private.taxed_price is 'What a service costs at a place, with tax and without.';

grant execute on function private.taxed_price to holdfast_api;
