-- How a fee is charged to the card that is on file: as things stand now.

create function private.fee_details(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_payment data.payments;
    v_card data.cards;
begin
    select *
    into v_payment
    from data.payments
    where
        tenant_id = p_delivery.tenant_id
        and payment_id = (p_delivery.data ->> 'payment_id')::uuid;

    if v_payment.status <> 'pending' then
        return private.skipped('It was waived, or is paid.');
    end if;

    select (private.card_of(b)).*
    into v_card
    from data.bookings as b
    where b.tenant_id = p_delivery.tenant_id and b.booking_id = v_payment.booking_id;

    return jsonb_build_object(
        'account_id', v_payment.account_id,
        'customer', v_card.stripe_customer_id,
        'payment_method', v_card.payment_method_id,
        'amount', v_payment.amount_minor,
        'currency', v_payment.currency,
        'application_fee', v_payment.application_fee_minor,
        'idempotency_key', 'payment:' || v_payment.payment_id || ':charge',
        'metadata', jsonb_build_object('holdfast_payment_id', v_payment.payment_id)
    );
end;
$$;

comment on function private.fee_details is 'How a fee is charged to the card on file.';

grant execute on function private.fee_details to holdfast_api;
