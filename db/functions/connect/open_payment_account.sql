-- POST /v1/payment-account
--
-- That it was begun is written down before Stripe is asked, and with what: who asks again, or dies
-- in between and comes again, asks for the same by the same key, and there is one account. This
-- says what Stripe is to be asked (app/endpoints/payment_accounts.py); clients are told where the
-- owner says the rest. There is no answer to keep for an Idempotency-Key: a link is good for once.
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
    v_account data.payment_accounts;
    v_country text;
    v_email text;
begin
    perform private.require_role('owner');

    select coalesce(p_country, t.country), coalesce(p_email, (
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

    insert into data.payment_accounts (tenant_id, country, contact_email)
    values (p_tenant_id, v_country, v_email)
    on conflict (tenant_id) do nothing;

    select *
    into v_account
    from data.payment_accounts
    where tenant_id = p_tenant_id
    for no key update;

    return private.account_request_json(v_account);
end;
$$;

comment on function api.open_payment_account is
    'Open the business''s own account with Stripe, so that customers can pay online.

They pay the business directly. country and email are those that the account is opened with: the
business''s and the caller''s if they are left out. Asked again, it is the same account, and another
link. For owners.

Answers payment_account_link.';

alter function api.open_payment_account owner to holdfast_api;
grant execute on function api.open_payment_account to holdfast_web;
