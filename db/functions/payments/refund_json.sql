-- A refund as whoever asks sees it: what staff wrote, and what went wrong, is not for customers.

create function private.refund_json(p_refund data.refunds) returns api.refund
    language sql stable
    return row(
        (p_refund).refund_id,
        (p_refund).payment_id,
        (p_refund).booking_id,
        row((p_refund).amount_minor, (p_refund).currency)::api.money,
        row((p_refund).tip_minor, (p_refund).currency)::api.money,
        (p_refund).reason,
        case when not private.is_guest() then (p_refund).note end,
        (p_refund).status,
        case when not private.is_guest() then (p_refund).last_error end,
        case when not private.is_guest() then (p_refund).requested_by end,
        private.utc((p_refund).created_at),
        private.utc((p_refund).settled_at)
    )::api.refund;

comment on function private.refund_json is 'A refund as whoever asks sees it.';

grant execute on function private.refund_json to holdfast_api;
