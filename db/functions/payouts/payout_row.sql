-- The one shape that a payout has outside the database.

create function private.payout_row(p_payout data.payouts) returns api.payout
    language sql stable parallel safe
    return row(
        (p_payout).payout_id,
        (p_payout).status,
        row((p_payout).amount_minor, (p_payout).currency)::api.money,
        (p_payout).arrives_on,
        (p_payout).failure_code,
        (p_payout).is_reconciled,
        private.utc((p_payout).created_at),
        private.utc((p_payout).settled_at),
        (p_payout).stripe_id
    )::api.payout;

comment on function private.payout_row is 'A payout as clients see it.';

grant execute on function private.payout_row to holdfast_api;
