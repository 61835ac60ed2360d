-- A booking that its customer is about to move, with the notice that there is now: if that is the
-- least there was, what they get back when they cancel is by it, whatever time they move it to.

create function private.on_notice(p_booking data.bookings) returns data.bookings
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
begin
    v_booking.least_notice_minutes := least(
        p_booking.least_notice_minutes,
        floor(extract(epoch from p_booking.starts_at - now()) / 60)::integer
    );

    return v_booking;
end;
$$;

comment on function private.on_notice is
    'A booking that its customer is about to move, with the notice that there is now.';

grant execute on function private.on_notice to holdfast_api;
