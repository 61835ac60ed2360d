-- A step of a dispute in the ledger: so much from one account to another; whether that was
-- anything. It may come again, if it is about more by then.

create function private.post_dispute_step(
    p_payment data.payments,
    p_dispute data.disputes,
    p_step text,
    p_to text,
    p_from text,
    p_amount_minor bigint,
    p_at timestamptz
) returns boolean
    language sql volatile
    set search_path = ''
as $$
    select private.post_journal(
        p_dispute.tenant_id,
        'dispute.' || p_step,
        p_dispute.dispute_id,
        array[
            private.line_about(p_payment, p_to, p_amount_minor),
            private.line_about(p_payment, p_from, -p_amount_minor)
        ],
        p_at,
        private.cause_of(p_dispute.tenant_id, 'dispute.' || p_step, p_dispute.dispute_id)
    );
$$;

comment on function private.post_dispute_step is 'Write a step of a dispute into the ledger.';

grant execute on function private.post_dispute_step to holdfast_api;
