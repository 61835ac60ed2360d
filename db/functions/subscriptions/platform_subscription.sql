-- The shapes that subscriptions have for whoever runs the platform.

create type api.platform_subscription as (
    tenant uuid,
    slug text,
    name text,
    status text,
    plan text,
    price api.plan_price,
    period_ends_at data.utc_instant,
    trial_ends_at data.utc_instant,
    cancel_at data.utc_instant,
    unpaid_since data.utc_instant,
    lapses_at data.utc_instant,
    is_missed boolean
);

comment on type api.platform_subscription is 'What a business pays the platform, or should.';
comment on column api.platform_subscription.tenant is 'Its id.';
comment on column api.platform_subscription.slug is 'Its name in URLs.';
comment on column api.platform_subscription.name is 'What it is called.';
comment on column api.platform_subscription.status is 'As of its subscription.';
comment on column api.platform_subscription.plan is 'Null: what everybody has.';
comment on column api.platform_subscription.price is 'What it pays; null: nothing.';
comment on column api.platform_subscription.period_ends_at is 'Until when it is paid, or null.';
comment on column api.platform_subscription.trial_ends_at is 'Until when it is free, or null.';
comment on column api.platform_subscription.cancel_at is 'When it ends, or null.';
comment on column api.platform_subscription.unpaid_since is
    'Since when a payment is missing, or null.';
comment on column api.platform_subscription.lapses_at is
    'From when on it can only be read, or null.';
comment on column api.platform_subscription.is_missed is
    'A period was over two days ago or more, and Stripe has not told us what came of it.';

create type api.platform_income as (currency text, mrr api.money, subscriptions integer);

comment on type api.platform_income is 'What comes in each month, of one currency.';
comment on column api.platform_income.currency is 'ISO 4217.';
comment on column api.platform_income.mrr is
    'Of subscriptions that are paid: by the month, and a twelfth of what is paid by the year.';
comment on column api.platform_income.subscriptions is 'How many that are.';

create type api.platform_figures as (income api.platform_income[], states jsonb, missed integer);

comment on type api.platform_figures is 'How the platform does.';
comment on column api.platform_figures.income is 'What comes in each month, by currency.';
comment on column api.platform_figures.states is 'How many businesses there are by status.';
comment on column api.platform_figures.missed is 'Renewals of which Stripe has told us nothing.';
