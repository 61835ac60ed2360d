-- What Stripe answered when it was asked for a page to pay on. It may have been told twice, and
-- what it tells by event may have come before.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN120  payment-not-found

create function api.note_checkout(
    p_tenant_id uuid,
    p_payment_id uuid,
    p_session_id text,
    p_session_url text,
    p_session_expires_at bigint
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_payment data.payments;
begin
    perform private.require_role('stripe');

    update data.payments
    set
        session_id = p_session_id,
        session_url = p_session_url,
        session_expires_at = to_timestamp(p_session_expires_at)
    where tenant_id = p_tenant_id and payment_id = p_payment_id
    returning * into v_payment;

    if not found then
        raise exception using
            errcode = 'KN120',
            message = 'There is no such payment.';
    end if;

    perform private.link_stripe(p_tenant_id, p_session_id, 'payment', p_payment_id);

    return to_jsonb(row(
        v_payment.payment_id,
        v_payment.session_url,
        row(v_payment.amount_minor, v_payment.currency)::api.money,
        private.utc(v_payment.session_expires_at)
    )::api.checkout);
end;
$$;

comment on function api.note_checkout is
    'Note where a payment can be made.

Answers checkout.';

alter function api.note_checkout owner to holdfast_api;
grant execute on function api.note_checkout to holdfast_web;
