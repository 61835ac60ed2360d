-- What is charged of a customer who does not come (no_show) or cancels late (late_cancel), by what
-- was agreed: a share of the price, less what is kept of what they have paid.

create function private.fee_of(p_booking data.bookings, p_kind text, p_kept_minor bigint)
returns bigint
    language sql immutable parallel safe
    return greatest(0, coalesce(round(
        private.total_of(p_booking)
        * ((p_booking).refund_policy ->> (p_kind || '_percent'))::integer / 100.0
    ), 0) - p_kept_minor)::bigint;

comment on function private.fee_of is
    'What is charged of a customer who does not come, or cancels late, in minor units.';

grant execute on function private.fee_of to holdfast_api;
