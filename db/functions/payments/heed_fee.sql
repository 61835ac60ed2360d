-- What Stripe answered when it was asked to charge a fee. A card that is declined, or whose bank
-- wants to see its owner, is not asked again: they can pay on a page, and owners are told.

create function private.heed_fee(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
begin
    if p_outcome = 'delivered' then
        update data.payments
        set intent_id = coalesce(intent_id, p_delivery.response ->> 'id')
        where
            tenant_id = p_delivery.tenant_id
            and payment_id = (p_delivery.data ->> 'payment_id')::uuid
        returning * into v_payment;

        perform private.link_stripe(
            v_payment.tenant_id, v_payment.intent_id, 'payment', v_payment.payment_id
        );
    elsif p_outcome = 'gone' then
        update data.payments
        set status = 'failed'
        where
            tenant_id = p_delivery.tenant_id
            and payment_id = (p_delivery.data ->> 'payment_id')::uuid
            and status = 'pending'
        returning * into v_payment;

        if found then
            perform private.write_to_owners(
                v_payment.tenant_id,
                'fee_failed',
                private.money_words(v_payment)
            );
        end if;
    end if;
end;
$$;

comment on function private.heed_fee is
    'Heed what Stripe answered when it was asked to charge a fee.';

grant execute on function private.heed_fee to holdfast_api;
