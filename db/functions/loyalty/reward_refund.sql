-- Takes points back with the money: of what a visit earned, the share that is not earned any more
-- of what it brought in. It is worked out anew from what is left, so that a refund that fails in
-- the end gives them again. What was spent meanwhile is owed. p_refund_id and p_status say what
-- made it be asked.

create function private.reward_refund(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_points bigint;
    v_was private.earned;
    v_is private.earned;
    v_change bigint;
begin
    if p_booking.booking_id is null then
        return;
    end if;

    v_points := private.issued_for(p_booking, 'points.earned');

    if v_points = 0 then
        return;
    end if;

    v_was := private.earned(p_booking, true);
    v_is := private.earned(p_booking, false);

    if v_was.revenue + v_was.tax = 0 then
        return;
    end if;

    v_change := -round(
        v_points::numeric * (v_was.revenue + v_was.tax - v_is.revenue - v_is.tax)
        / (v_was.revenue + v_was.tax)
    ) - private.issued_for(p_booking, 'points.reversed');

    if v_change <> 0 then
        perform private.post_journal(
            p_booking.tenant_id,
            'points.reversed',
            p_booking.booking_id,
            private.points_lines(
                p_booking.tenant_id, p_booking.customer_id, v_change, true, p_booking
            ),
            now(),
            private.cause_of(p_booking.tenant_id, 'points.reversed', p_booking.booking_id)
        );
    end if;
end;
$$;

comment on function private.reward_refund is
    'Have the points of a visit be those of what is left of what it brought in.';

grant execute on function private.reward_refund to holdfast_api;
