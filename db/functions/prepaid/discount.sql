-- Takes something more off the price of a booking, which is locked.

create function private.discount(p_booking data.bookings, p_minor bigint) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
begin
    if p_minor <> 0 then
        update data.bookings
        set
            discount_minor = nullif(coalesce(discount_minor, 0) + p_minor, 0),
            version = version + 1,
            updated_at = now()
        where tenant_id = p_booking.tenant_id and booking_id = p_booking.booking_id
        returning * into v_booking;
    end if;

    return v_booking;
end;
$$;

comment on function private.discount is 'Take something more off the price of a booking.';

grant execute on function private.discount to holdfast_api;
