-- What Stripe is to be asked for a business's account.

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
