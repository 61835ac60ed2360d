-- The shapes that a business's account with Stripe has.

create type api.payment_requirement as (code text, words text);

comment on type api.payment_requirement is 'Something that Stripe wants to know of a business.';
comment on column api.payment_requirement.code is 'Stripe''s name for it.';
comment on column api.payment_requirement.words is 'What that is, for a person.';

create type api.payment_account as (
    status text,
    charges_enabled boolean,
    payouts_enabled boolean,
    details_submitted boolean,
    requirements api.payment_requirement[],
    requirements_due_at data.utc_instant,
    disabled_reason text,
    fee_basis_points integer,
    dashboard_url text
);

comment on type api.payment_account is
    'A business''s own account with Stripe, into which customers pay online.';
comment on column api.payment_account.status is
    'none (it has none), begun (Stripe waits for details), restricted (something is missing, or '
    'under review, or was switched off) or enabled.';
comment on column api.payment_account.charges_enabled is
    'Whether customers can pay online. While they cannot, they pay on site.';
comment on column api.payment_account.payouts_enabled is
    'Whether what they pay is paid out to the bank.';
comment on column api.payment_account.details_submitted is 'Whether Stripe has been told the rest.';
comment on column api.payment_account.requirements is 'What Stripe still wants to know.';
comment on column api.payment_account.requirements_due_at is
    'UTC. Until when; null: at once, or nothing is wanted.';
comment on column api.payment_account.disabled_reason is
    'Why customers cannot pay, or nothing is paid out; null: they can, or it was just begun.';
comment on column api.payment_account.fee_basis_points is
    'What the platform takes of each payment, in hundredths of a per cent.';
comment on column api.payment_account.dashboard_url is
    'Where the business signs in with Stripe; null: it has no account yet.';

create type api.payment_account_link as (url text, expires_at data.utc_instant);

comment on type api.payment_account_link is
    'A page of Stripe''s on which a business opens its account.';
comment on column api.payment_account_link.url is
    'Good for once and a few minutes: open it now, in the browser of an owner.';
comment on column api.payment_account_link.expires_at is 'UTC.';
