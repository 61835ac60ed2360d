-- The shapes that the rules for commissions have outside the database.

create type api.commission_tier as ("from" api.money, basis_points integer);

comment on type api.commission_tier is 'What somebody earns of what they bring in beyond so much.';
comment on column api.commission_tier.from is
    'Of what they bring in of a calendar month: from here on.';
comment on column api.commission_tier.basis_points is 'In hundredths of a per cent.';

create type api.commission_rule as (
    id uuid,
    resource_id uuid,
    service_id uuid,
    category text,
    basis_points integer,
    fixed api.money,
    tiers api.commission_tier[],
    effective_from date,
    created_at data.utc_instant
);

comment on type api.commission_rule is 'What staff earn of the visits that they lead.';
comment on column api.commission_rule.id is 'UUIDv7.';
comment on column api.commission_rule.resource_id is 'Whose it is; null: everybody''s.';
comment on column api.commission_rule.service_id is 'Of which service; null: of all.';
comment on column api.commission_rule.category is 'Of which category of services; null: of all.';
comment on column api.commission_rule.basis_points is
    'The share of what a visit brings in, without tax and tips, in hundredths of a per cent.';
comment on column api.commission_rule.fixed is 'On top of that, for each visit.';
comment on column api.commission_rule.tiers is
    'The share of what somebody brings in of a month beyond so much, instead; by from.';
comment on column api.commission_rule.effective_from is 'Of visits completed from that day on.';
comment on column api.commission_rule.created_at is 'UTC.';
