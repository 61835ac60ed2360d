-- Undoes in the ledger all that a refund did that has failed. What comes back to a booking that is
-- over may be held for nothing; and what the bank has taken for good is not owed to who has it.

create function private.undo_refund(p_payment data.payments, p_refund data.refunds) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
begin
    if not private.undo_journals(p_refund.tenant_id, p_refund.refund_id, 'refund.failed') then
        return;
    end if;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_payment.tenant_id and booking_id = p_payment.booking_id;

    if not found then
        return;
    end if;

    perform private.settle_held(v_booking, 'refund.kept', p_refund.refund_id);
    perform private.return_losses(p_payment, v_booking, p_refund.amount_minor);
    perform private.reward_refund(v_booking);
end;
$$;

comment on function private.undo_refund is 'Undo in the ledger what a refund did that has failed.';

grant execute on function private.undo_refund to holdfast_api;
