-- A booking as it would be at another time: as long as it is, and a version further.

create function private.moved_to(p_booking data.bookings, p_starts_at timestamptz)
returns data.bookings
    language plpgsql immutable parallel safe
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
begin
    v_booking.version := p_booking.version + 1;
    v_booking.starts_at := p_starts_at;
    v_booking.ends_at := p_starts_at + (p_booking.ends_at - p_booking.starts_at);

    return v_booking;
end;
$$;

comment on function private.moved_to is 'A booking as it would be at another time.';

grant execute on function private.moved_to to holdfast_api;
