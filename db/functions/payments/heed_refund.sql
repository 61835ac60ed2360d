-- What is given back after a visit was not earned, nor were its points. What was paid too much, or
-- charged as a fee, is not of the visit. A refund that fails undoes this too (private.undo_refund).

create function private.heed_refund(
    p_payment data.payments,
    p_refund data.refunds,
    p_booking data.bookings,
    p_amount_minor bigint
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_payment.part = 'fee' or p_refund.reason in ('late_payment', 'paid_twice') then
        return;
    end if;

    perform private.unearn(
        p_booking,
        p_amount_minor,
        'refund.reversed',
        p_refund.refund_id,
        private.cause_of(p_refund.tenant_id, 'refund.reversed', p_refund.refund_id)
    );
    perform private.reward_refund(p_booking);
end;
$$;

comment on function private.heed_refund is
    'Have what is given back after a visit lower what was earned of it.';

grant execute on function private.heed_refund to holdfast_api;
