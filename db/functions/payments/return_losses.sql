-- What the bank has taken of a payment for good is no loss as far as it is held still: whom it was
-- owed to has it. No more of what is held than this payment can have brought, and than is said.

create function private.return_losses(
    p_payment data.payments,
    p_booking data.bookings,
    p_most_minor bigint
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_most bigint := least(
        p_most_minor,
        p_payment.amount_minor - private.refunded_of(p_payment),
        -private.moved_for(p_booking, 'deposits')
    );
    v_dispute_id uuid;
    v_back bigint;
begin
    if p_booking.booking_id is null or p_payment.part = 'fee' then
        return;
    end if;

    for v_dispute_id in
        select d.dispute_id
        from data.disputes as d
        where
            d.tenant_id = p_payment.tenant_id
            and d.payment_id = p_payment.payment_id
            and d.status = 'lost'
        order by d.dispute_id
    loop
        v_back := greatest(0, least(
            v_most, private.moved_by(p_payment.tenant_id, v_dispute_id, 'disputes_lost')
        ));
        v_most := v_most - v_back;
        perform private.post_journal(
            p_payment.tenant_id,
            'dispute.returned',
            v_dispute_id,
            array[
                private.line_of(p_booking, 'deposits', v_back),
                private.line_of(p_booking, 'disputes_lost', -v_back)
            ],
            now(),
            private.cause_of(p_payment.tenant_id, 'dispute.returned', v_dispute_id)
        );
    end loop;
end;
$$;

comment on function private.return_losses is
    'Take what the bank has taken for good off what is held.';

grant execute on function private.return_losses to holdfast_api;
