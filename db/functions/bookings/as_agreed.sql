-- An offer as it is for a booking: for one that is moved, what was agreed holds, whatever the
-- service has become.

create function private.as_agreed(p_offer private.offer, p_booking data.bookings)
returns private.offer
    language plpgsql immutable parallel safe
    set search_path = ''
as $$
declare
    v_offer private.offer := p_offer;
begin
    if p_booking.version > 1 then
        v_offer.duration := p_booking.ends_at - p_booking.starts_at;
        v_offer.buffer_before := make_interval(mins => p_booking.buffer_before_minutes);
        v_offer.buffer_after := make_interval(mins => p_booking.buffer_after_minutes);
    end if;

    return v_offer;
end;
$$;

comment on function private.as_agreed is 'An offer, with what a booking has agreed.';

grant execute on function private.as_agreed to holdfast_api;
