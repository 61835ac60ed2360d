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
