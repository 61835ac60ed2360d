-- A refund in the ledger, from the moment that it is asked for: what it is taken from, and that it
-- is on its way. What is given back after a visit was not earned, and earns no points.
--
-- One that was called off here, and Stripe has made all the same, is posted again.

create function private.post_refund(
    p_payment data.payments,
    p_refund data.refunds,
    p_booking data.bookings
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.post_journal(
        p_refund.tenant_id,
        'refund.requested',
        p_refund.refund_id,
        private.owed_lines(
            p_payment, p_booking, p_refund.reason, p_refund.amount_minor - p_refund.tip_minor
        )
        || private.line_about(
            p_payment, 'tips', p_refund.tip_minor, private.tip_account(p_payment)
        )
        || private.line_about(p_payment, 'refunds_due', -p_refund.amount_minor),
        now(),
        private.cause_of(p_refund.tenant_id, 'refund.requested', p_refund.refund_id)
    );
    perform private.heed_refund(
        p_payment, p_refund, p_booking, p_refund.amount_minor - p_refund.tip_minor
    );
end;
$$;

comment on function private.post_refund is 'Write a refund that is asked for into the ledger.';

grant execute on function private.post_refund to holdfast_api;
