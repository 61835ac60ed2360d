-- A step of a dispute in the ledger: so much from one account to another. It may come again, if it
-- is about more by then.

create function private.post_dispute_step(
    p_payment data.payments,
    p_dispute data.disputes,
    p_step text,
    p_to text,
    p_from text,
    p_amount_minor bigint,
    p_at timestamptz
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_kind constant text := 'dispute.' || p_step;
    v_cause constant text := v_kind || ':' || p_dispute.dispute_id;
begin
    perform private.post_journal(
        p_dispute.tenant_id,
        v_kind,
        p_dispute.dispute_id,
        array[
            private.line_about(p_payment, p_to, p_amount_minor),
            private.line_about(p_payment, p_from, -p_amount_minor)
        ],
        p_at,
        v_cause || case
            when exists (
                select
                from data.journals
                where tenant_id = p_dispute.tenant_id and cause = v_cause
            ) then ':' || p_dispute.amount_minor
            else ''
        end
    );
end;
$$;

comment on function private.post_dispute_step is 'Write a step of a dispute into the ledger.';

grant execute on function private.post_dispute_step to holdfast_api;
