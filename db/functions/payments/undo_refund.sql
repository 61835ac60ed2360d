-- Undoes in the ledger all that a refund did that has failed. What comes back to a visit that is
-- over, because it was asked for before that, is held for nothing: it pays what is owed.

create function private.undo_refund(p_payment data.payments, p_refund data.refunds) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
    v_held bigint;
begin
    if not private.undo_journals(p_refund.tenant_id, p_refund.refund_id, 'refund.failed') then
        return;
    end if;

    select *
    into v_booking
    from data.bookings
    where
        tenant_id = p_payment.tenant_id
        and booking_id = p_payment.booking_id
        and status = 'completed';

    if not found then
        return;
    end if;

    v_held := -private.moved_for(v_booking, 'deposits');
    perform private.post_journal(
        p_refund.tenant_id,
        'refund.kept',
        p_refund.refund_id,
        array[
            private.line_about(p_payment, 'deposits', v_held),
            private.line_about(p_payment, 'receivable', -v_held)
        ],
        now(),
        private.cause_of(p_refund.tenant_id, 'refund.kept', p_refund.refund_id)
    );
    perform private.reward_refund(v_booking);
end;
$$;

comment on function private.undo_refund is 'Undo in the ledger what a refund did that has failed.';

grant execute on function private.undo_refund to holdfast_api;
