-- Takes something more off the price of a booking, which is locked. Of a visit that is over it is
-- not earned any more.

create function private.discount(p_booking data.bookings, p_minor bigint) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
begin
    if p_minor = 0 then
        return p_booking;
    end if;

    update data.bookings
    set
        discount_minor = nullif(coalesce(discount_minor, 0) + p_minor, 0),
        version = version + 1,
        updated_at = now()
    where tenant_id = p_booking.tenant_id and booking_id = p_booking.booking_id
    returning * into v_booking;

    perform private.unearn(
        v_booking,
        private.total_of(p_booking) - private.total_of(v_booking),
        'booking.discounted',
        v_booking.booking_id,
        format('booking.discounted:%s:%s', v_booking.booking_id, v_booking.version)
    );

    if v_booking.status = 'completed' then
        perform private.reward_refund(v_booking);
    end if;

    return v_booking;
end;
$$;

comment on function private.discount is 'Take something more off the price of a booking.';

grant execute on function private.discount to holdfast_api;
