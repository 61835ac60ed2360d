-- Has a refund be what Stripe says it is, and the ledger with it. What has failed is theirs again
-- who were to give it back: all that was posted of it is undone. If the visit was over by then, it
-- pays for that.

create function private.settle_refund(
    p_payment data.payments,
    p_refund data.refunds,
    p_stripe_id text,
    p_status text,
    p_settled_at timestamptz
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_refund data.refunds;
begin
    update data.refunds
    set stripe_id = p_stripe_id, status = p_status, settled_at = p_settled_at
    where
        tenant_id = p_refund.tenant_id
        and refund_id = p_refund.refund_id
        and (status, stripe_id) is distinct from (p_status, p_stripe_id)
    returning * into v_refund;

    if not found then
        return;
    end if;

    if p_status = 'succeeded' then
        perform private.post_journal(
            p_refund.tenant_id,
            'refund.succeeded',
            p_refund.refund_id,
            array[
                private.line_about(p_payment, 'refunds_due', p_refund.amount_minor),
                private.line_about(
                    p_payment, private.money_account(p_payment.method), -p_refund.amount_minor
                )
            ],
            p_settled_at
        );
    elsif p_status in ('failed', 'cancelled') then
        perform private.undo_refund(p_payment, v_refund);
    end if;
end;
$$;

comment on function private.settle_refund is 'Have a refund be what Stripe says it is.';

grant execute on function private.settle_refund to holdfast_api;
