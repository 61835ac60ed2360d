-- A line of a journal about points: with a booking if it is about one.

create function private.points_line(
    p_kind text,
    p_points bigint,
    p_customer_id uuid,
    p_booking data.bookings
) returns private.ledger_line
    language sql immutable parallel safe
    return case
        when (p_booking).booking_id is null then private.line_for(
            p_kind,
            p_points,
            'PTS',
            case when p_kind <> 'loyalty_issued' then p_customer_id end,
            p_customer_id
        )
        else private.in_unit(
            private.line_of(
                p_booking,
                p_kind,
                p_points,
                case when p_kind <> 'loyalty_issued' then p_customer_id end
            ),
            'PTS'
        )
    end;

comment on function private.points_line is 'A line of a journal about points.';

grant execute on function private.points_line to holdfast_api;
