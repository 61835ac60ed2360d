-- The shapes that a programme of loyalty, and what it gives, have outside the database.

create type api.loyalty_rate as (service_id uuid, percent integer);

comment on type api.loyalty_rate is 'A service that earns more, or less.';
comment on column api.loyalty_rate.service_id is 'Which.';
comment on column api.loyalty_rate.percent is 'Of what others earn, from 0 to 1000.';

create type api.loyalty_tier as (name text, points integer, percent integer);

comment on type api.loyalty_tier is 'Who comes often earns more.';
comment on column api.loyalty_tier.name is 'What it is called.';
comment on column api.loyalty_tier.points is 'Who earned so many within twelve months is in it.';
comment on column api.loyalty_tier.percent is 'Of what others earn, from 100 to 1000.';

create type api.programme as (
    enabled boolean,
    points_per_hundred integer,
    points_per_visit integer,
    smallest_spend api.money,
    expiry_months integer,
    rates api.loyalty_rate[],
    tiers api.loyalty_tier[]
);

comment on type api.programme is 'How customers earn points.';
comment on column api.programme.enabled is 'Whether they do.';
comment on column api.programme.points_per_hundred is
    'For each hundred minor units that are spent: for each euro, if that is what is paid in.';
comment on column api.programme.points_per_visit is 'For each visit, whatever it costs.';
comment on column api.programme.smallest_spend is
    'A visit that costs less earns nothing for what is spent.';
comment on column api.programme.expiry_months is
    'How long points are good, from 1 to 240 months; null: for ever.';
comment on column api.programme.rates is 'Services that earn more, or less.';
comment on column api.programme.tiers is 'Who earns more, by what they earned in twelve months.';

create type api.reward as (
    id uuid,
    name text,
    description text,
    kind text,
    points integer,
    amount api.money,
    percent integer,
    service_id uuid,
    is_public boolean
);

comment on type api.reward is 'What points buy.';
comment on column api.reward.id is 'UUIDv7.';
comment on column api.reward.name is 'What it is called.';
comment on column api.reward.description is 'What is said of it; null if nothing.';
comment on column api.reward.kind is
    'amount (off the price), percent (of it), or service (that one, free).';
comment on column api.reward.points is 'How many it takes.';
comment on column api.reward.amount is 'What it takes off; null unless its kind is amount.';
comment on column api.reward.percent is 'How much of the price; null unless its kind is percent.';
comment on column api.reward.service_id is 'What it is for; null: anything.';
comment on column api.reward.is_public is 'Whether customers see it and may use it themselves.';

create type api.points_move as (
    id uuid,
    kind text,
    points bigint,
    booking_id uuid,
    occurred_at data.utc_instant
);

comment on type api.points_move is 'What moved somebody''s points.';
comment on column api.points_move.id is 'UUIDv7.';
comment on column api.points_move.kind is
    'points.earned, points.reversed (what earned them was given back), points.expired, '
    'points.adjusted (by staff), reward.redeemed, reward.returned, or customer.merged.';
comment on column api.points_move.points is 'How many came; negative if they went.';
comment on column api.points_move.booking_id is 'With which visit; null if with none.';
comment on column api.points_move.occurred_at is 'UTC.';

create type api.wallet as (
    customer_id uuid,
    credit api.money,
    points bigint,
    points_owed bigint,
    tier text,
    packages api.customer_package[],
    rewards api.reward[]
);

comment on type api.wallet is 'What somebody has at a business.';
comment on column api.wallet.customer_id is 'Who.';
comment on column api.wallet.credit is 'Spent as money is, with use_credit.';
comment on column api.wallet.points is 'Spent on rewards, with reward_id.';
comment on column api.wallet.points_owed is
    'Points that were spent before what earned them was given back: the next ones make up for '
    'them.';
comment on column api.wallet.tier is 'Which they are in; null if in none.';
comment on column api.wallet.packages is
    'Packages with sessions left, those that expire first to begin with. Spent with use_package.';
comment on column api.wallet.rewards is 'What points buy, those for the fewest to begin with.';

create type api.my_wallet as (
    customer_id uuid,
    credit api.money,
    points bigint,
    points_owed bigint,
    tier text,
    packages api.customer_package[],
    rewards api.reward[],
    wallet_token text,
    tenant api.business_name
);

comment on type api.my_wallet is 'What you have at a business.';
comment on column api.my_wallet.wallet_token is
    'Opens this wallet, and spends from it, without an account.';
