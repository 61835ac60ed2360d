-- The one shape a dispute has outside the database.

create function private.dispute_json(p_dispute data.disputes) returns api.dispute
    language sql stable
    return row(
        (p_dispute).dispute_id,
        (p_dispute).payment_id,
        (p_dispute).booking_id,
        (p_dispute).status,
        row((p_dispute).amount_minor, (p_dispute).currency)::api.money,
        row((p_dispute).fee_minor, (p_dispute).currency)::api.money,
        (p_dispute).reason,
        private.utc((p_dispute).evidence_due_at),
        private.utc((p_dispute).opened_at),
        private.utc((p_dispute).closed_at)
    )::api.dispute;

comment on function private.dispute_json is 'A dispute as clients see it.';

grant execute on function private.dispute_json to holdfast_api;
