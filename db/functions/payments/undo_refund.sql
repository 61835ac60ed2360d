-- Undoes in the ledger what a refund did that has failed. What was owed to a customer before the
-- visit, and is over by now, pays for it.

create function private.undo_refund(p_payment data.payments, p_refund data.refunds) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_owed bigint;
begin
    select p.amount_minor
    into v_owed
    from data.journals as j
    join data.postings as p on p.tenant_id = j.tenant_id and p.journal_id = j.journal_id
    join data.ledger_accounts as a
        on a.tenant_id = p.tenant_id and a.account_id = p.account_id and a.kind = 'deposits'
    join data.bookings as b
        on
            b.tenant_id = j.tenant_id
            and b.booking_id = p_payment.booking_id
            and b.status = 'completed'
    where
        j.tenant_id = p_refund.tenant_id and j.cause = 'refund.requested:' || p_refund.refund_id;

    if private.undo_journals(p_refund.tenant_id, p_refund.refund_id, 'refund.failed') then
        perform private.post_journal(
            p_refund.tenant_id,
            'refund.kept',
            p_refund.refund_id,
            array[
                private.line_about(p_payment, 'deposits', v_owed),
                private.line_about(p_payment, 'receivable', -v_owed)
            ]
        );
    end if;
end;
$$;

comment on function private.undo_refund is 'Undo in the ledger what a refund did that has failed.';

grant execute on function private.undo_refund to holdfast_api;
