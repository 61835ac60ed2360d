-- What Stripe is to be asked for a business's account: to make one if it has none yet, and for a
-- page on which its owner says the rest. The key is the business's: who asks again, or dies in
-- between and comes again, gets the same account (Stripe keeps keys of this kind for 30 days).

create type private.account_request as (
    tenant_id uuid,
    account_id text,
    idempotency_key text,
    name text,
    email text,
    country text,
    currency text,
    return_url text,
    refresh_url text
);

comment on type private.account_request is
    'What Stripe is to be asked. With account_id it was asked for the account before.';

create function private.account_request_json(p_account data.payment_accounts) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_account).tenant_id,
        (p_account).account_id,
        'account:' || (p_account).tenant_id,
        t.name,
        (p_account).contact_email,
        (p_account).country,
        t.currency,
        u.base || 'done',
        u.base || 'again'
    )::private.account_request)
    from data.tenants as t
    cross join lateral (
        select rtrim(private.current_claims() ->> 'public_url', '/') || '/links/payments?is=' as base
    ) as u
    where t.tenant_id = (p_account).tenant_id;
$$;

comment on function private.account_request_json is
    'What Stripe is to be asked for a business''s account.';

grant execute on function private.account_request_json to holdfast_api;
