-- Gives the points that a visit earns which is over, once.

create function private.reward_completion(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_programme constant data.loyalty_programmes := private.programme_of(p_booking.tenant_id);
    v_points bigint;
begin
    if not v_programme.enabled then
        return;
    end if;

    v_points := private.points_for(p_booking, v_programme);

    if v_points > 0 then
        perform private.post_journal(
            p_booking.tenant_id,
            'points.earned',
            p_booking.booking_id,
            private.points_lines(
                p_booking.tenant_id, p_booking.customer_id, v_points, false, p_booking
            )
        );
    end if;
end;
$$;

comment on function private.reward_completion is 'Give the points that a visit earns.';

grant execute on function private.reward_completion to holdfast_api;
