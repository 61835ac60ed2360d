-- The one shape that a business's account with Stripe has outside the database; also where there is
-- none.

create function private.payment_account_json(p_account data.payment_accounts) returns jsonb
    language sql stable
    return to_jsonb(row(
        case
            when (p_account).tenant_id is null then 'none'
            when (p_account).charges_enabled and (p_account).payouts_enabled then 'enabled'
            when (p_account).details_submitted or (p_account).charges_enabled then 'restricted'
            else 'begun'
        end,
        coalesce((p_account).charges_enabled, false),
        coalesce((p_account).payouts_enabled, false),
        coalesce((p_account).details_submitted, false),
        array(
            select row(r.code, private.requirement_words(r.code))::api.payment_requirement
            from unnest((p_account).requirements) as r (code)
            order by r.code
        ),
        private.utc((p_account).requirements_due_at),
        private.disabled_words((p_account).disabled_reason),
        private.fee_basis_points(p_account),
        'https://dashboard.stripe.com/' || (p_account).account_id
    )::api.payment_account);

comment on function private.payment_account_json is
    'A business''s account with Stripe as clients see it.';

grant execute on function private.payment_account_json to holdfast_api;
