-- An occurrence that cannot be had with the free slots nearest to it. Asked while the others of the
-- series stand in the calendar, so that none of their times is proposed.

create function private.propose(
    p_occurrence jsonb,
    p_booking data.bookings,
    p_offers private.offer[],
    p_as_customer boolean
) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_window constant record := private.booking_window(p_offers[1], p_as_customer);
begin
    return p_occurrence || jsonb_build_object('alternatives', private.nearest_slots(
        p_booking, p_offers, v_window.earliest, v_window.latest
    ));
end;
$$;

comment on function private.propose is 'An occurrence with alternatives to it.';

grant execute on function private.propose to holdfast_api;
