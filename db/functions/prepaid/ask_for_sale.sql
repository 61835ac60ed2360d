-- Writes down a payment for what is sold in advance, online, and says what Stripe is to be asked.
--
-- Fails with  KC121  payments-unavailable

create function private.ask_for_sale(
    p_tenant_id uuid,
    p_payment_id uuid,
    p_amount_minor bigint,
    p_contact api.contact,
    p_locale text
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_account constant data.payment_accounts := private.require_payment_account(p_tenant_id);
    v_payment data.payments := private.draft_sale(p_tenant_id, 'stripe', p_amount_minor);
    v_for private.checkout_for;
begin
    v_payment.payment_id := p_payment_id;
    v_payment.account_id := v_account.account_id;
    v_payment.application_fee_minor := private.application_fee(v_account, p_amount_minor);
    v_payment.session_expires_at := date_trunc('second', clock_timestamp()) + interval '1 hour';

    select t.name, p_contact.email, p_locale, format(
        '%s/links/bought?business=%s',
        rtrim(private.current_claims() ->> 'public_url', '/'),
        t.slug
    ), false
    into v_for
    from data.tenants as t
    where t.tenant_id = p_tenant_id;

    return private.ask_checkout(
        v_payment, array[row('sale', p_amount_minor, null)::private.payment_line], v_for
    );
end;
$$;

comment on function private.ask_for_sale is
    'Have something be paid online that is sold in advance.';

grant execute on function private.ask_for_sale to holdfast_api;
