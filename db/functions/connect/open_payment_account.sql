-- POST /v1/payment-account
--
-- That it was begun is written down before Stripe is asked, and with what: who asks again, or dies
-- in between and comes again, asks for the same by the same key, and there is one account. This
-- says what Stripe is to be asked (app/endpoints/payment_accounts.py); clients are told where the
-- owner says the rest. There is no answer to keep for an Idempotency-Key: a link is good for once.
--
-- One that is closed for good is replaced by the next: what was agreed with the business holds on,
-- and what was paid into the one before is seen to still.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV140  country-missing

create function api.open_payment_account(
    p_tenant_id uuid,
    p_country data.country_code default null,
    p_email data.email_address default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_before data.payment_accounts;
    v_account data.payment_accounts;
    v_country text;
    v_email text;
begin
    perform private.require_role('owner');

    update data.payment_accounts as a
    set replaced_at = now(), charges_enabled = false, payouts_enabled = false, updated_at = now()
    where a.tenant_id = p_tenant_id and a.replaced_at is null and private.is_closed(a);

    select *
    into v_before
    from data.payment_accounts
    where tenant_id = p_tenant_id
    order by nth desc
    limit 1;

    select
        coalesce(p_country, v_before.country, t.country),
        coalesce(p_email, v_before.contact_email, (
            select u.email from data.users as u where u.user_id = private.current_user_id()
        ))
    into v_country, v_email
    from data.tenants as t
    where t.tenant_id = p_tenant_id;

    if v_country is null then
        raise exception using
            errcode = 'KV140',
            message = 'Say in which country the business is.',
            column = 'country';
    end if;

    insert into data.payment_accounts (tenant_id, nth, country, contact_email, fee_basis_points)
    values (
        p_tenant_id, coalesce(v_before.nth, 0) + 1, v_country, v_email, v_before.fee_basis_points
    )
    on conflict do nothing;

    select *
    into v_account
    from data.payment_accounts
    where tenant_id = p_tenant_id and replaced_at is null
    for no key update;

    return private.account_request_json(v_account);
end;
$$;

comment on function api.open_payment_account is
    'Open the business''s own account with Stripe, so that customers can pay online.

They pay the business directly. country and email are those that the account is opened with: the
business''s and the caller''s if they are left out. Asked again, it is the same account, and another
link; if that was disconnected, or Stripe has rejected it, it is another account. For owners.

Answers payment_account_link.';

alter function api.open_payment_account owner to holdfast_api;
grant execute on function api.open_payment_account to holdfast_web;
