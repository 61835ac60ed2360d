-- Has a fee charged of a booking, if there is one and a card to charge it to: after a while in
-- which it can be waived.

create function private.open_fee(p_booking data.bookings, p_fee_minor bigint) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_card data.cards;
    v_account data.payment_accounts;
    v_payment data.payments;
begin
    if p_fee_minor = 0 then
        return;
    end if;

    v_card := private.card_of(p_booking);

    if v_card.card_id is null then
        return;
    end if;

    select *
    into v_account
    from data.payment_accounts
    where tenant_id = p_booking.tenant_id;

    v_payment.tenant_id := p_booking.tenant_id;
    v_payment.booking_id := p_booking.booking_id;
    v_payment.part := 'fee';
    v_payment.method := 'stripe';
    v_payment.status := 'pending';
    v_payment.amount_minor := p_fee_minor;
    v_payment.currency := p_booking.currency;
    v_payment.account_id := v_account.account_id;
    v_payment.application_fee_minor := private.application_fee(v_account, p_fee_minor);
    v_payment.due_at := now() + (
        select make_interval(mins => t.fee_grace_minutes)
        from data.tenants as t
        where t.tenant_id = p_booking.tenant_id
    );
    v_payment := private.open_payment(
        v_payment, array[row('fee', p_fee_minor, null)::private.payment_line]
    );
    perform private.link_stripe(
        v_payment.tenant_id, v_payment.payment_id::text, 'payment', v_payment.payment_id
    );
end;
$$;

comment on function private.open_fee is 'Have a fee of a booking charged.';

grant execute on function private.open_fee to holdfast_api;
