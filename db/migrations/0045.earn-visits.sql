-- What a visit comes to, and what becomes of it: tax, tips, the till, what staff earn by
-- commission.
-- depends: 0044.create-payouts

create domain data.basis_points as integer
constraint basis_points_sane check (value between 0 and 10000);
comment on domain data.basis_points is 'A share in hundredths of a per cent: 2200 is 22 %.';

create domain data.on_site_method as text
constraint on_site_method_known check (value in ('cash', 'card_terminal', 'bank_transfer'));
comment on domain data.on_site_method is
    'How somebody paid on site: cash, card_terminal or bank_transfer.';

create domain data.settlement_method as text
constraint settlement_method_known check (value in ('cash', 'bank_transfer', 'payroll'));
comment on domain data.settlement_method is
    'How staff are paid what they earned: cash, bank_transfer or payroll.';

create domain data.cash_movement_kind as text
constraint cash_movement_kind_known check (value in ('paid_in', 'paid_out'));
comment on domain data.cash_movement_kind is 'Into the till, or out of it: paid_in or paid_out.';

create domain data.report_grouping as text
constraint report_grouping_known check (
    value in ('day', 'service', 'staff', 'location', 'customer')
);
comment on domain data.report_grouping is
    'What a row of a report is of: a day, service, staff, location or customer.';

alter table data.locations add column tax_name data.short_text;
alter table data.locations add column tax_number data.short_text;
alter table data.locations add column tax_basis_points data.basis_points not null default 0;
alter table data.locations add column tax_is_inclusive boolean not null default true;
comment on column data.locations.tax_name is 'What its tax is called: VAT. Null: nobody said.';
comment on column data.locations.tax_number is 'The number that it is registered for tax with.';
comment on column data.locations.tax_basis_points is 'How much tax there is on what is sold there.';
comment on column data.locations.tax_is_inclusive is
    'Whether prices have the tax in them already. False: it comes on top.';

alter table data.services add column tax_basis_points data.basis_points;
comment on column data.services.tax_basis_points is
    'How much tax there is on it. 0: none. Null: as much as there is where it takes place.';

alter table data.bookings add column tax_basis_points data.basis_points;
alter table data.bookings add column tax_is_inclusive boolean;
comment on column data.bookings.tax_basis_points is
    'How much tax was agreed. Null: none, as for what is free.';
comment on column data.bookings.tax_is_inclusive is
    'Whether the price has the tax in it. Null: there is none.';

alter table data.tenants add column tips_on boolean not null default true;
alter table data.tenants add column tip_percents integer[] not null default '{5,10,15}';

-- squawk-ignore constraint-missing-not-valid
alter table data.tenants add constraint tenants_tips_sane check (
    cardinality(tip_percents) <= 6
    and 1 <= all(tip_percents) and 100 >= all(tip_percents)
);
comment on column data.tenants.tips_on is 'Whether customers may give a tip with what they pay.';
comment on column data.tenants.tip_percents is 'The tips that are suggested, in per cent.';

insert into data.ledger_kinds (kind, nature, subject, may_be_overdrawn, meaning)
values
('payroll', 'liability', null, true, 'What staff get with their wages.'),
('cash_differences', 'expense', null, true, 'What was missing when tills were counted.'),
('cash_moved', 'expense', null, true, 'What was taken out of tills, less what was put in.');

create table data.commission_rules (
    tenant_id uuid not null,
    rule_id uuid not null default uuidv7(),
    resource_id uuid,
    service_id uuid,
    category data.short_text,
    basis_points data.basis_points not null default 0,
    fixed_minor data.minor_units not null default 0,
    tiers jsonb not null default '[]',
    effective_from date not null,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    constraint commission_rules_pkey primary key (tenant_id, rule_id),
    constraint commission_rules_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint commission_rules_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint commission_rules_service_fkey foreign key (tenant_id, service_id)
    references data.services on delete restrict,
    constraint commission_rules_of_one_thing check (service_id is null or category is null)
);

comment on table data.commission_rules is 'What staff earn of the visits that they lead.';
comment on column data.commission_rules.resource_id is 'Whose it is. Null: everybody''s.';
comment on column data.commission_rules.category is
    'Of services of this category. Null, and no service_id: of all.';
comment on column data.commission_rules.basis_points is
    'The share of what a visit brought in, without tax and tips.';
comment on column data.commission_rules.fixed_minor is 'On top of that, for each visit.';
comment on column data.commission_rules.tiers is
    'The share of what somebody brings in of a month beyond so much: from_minor, basis_points.';
comment on column data.commission_rules.effective_from is 'Of visits completed from that day on.';
comment on column data.commission_rules.archived_at is 'When it was deleted. Null: it is in force.';

create index commission_rules_resource_idx on data.commission_rules (tenant_id, resource_id);
create index commission_rules_service_idx on data.commission_rules (tenant_id, service_id);

create table data.cash_movements (
    tenant_id uuid not null,
    movement_id uuid not null default uuidv7(),
    location_id uuid not null,
    kind text not null,
    amount_minor data.minor_units not null,
    difference_minor bigint,
    currency data.currency_code not null,
    reason data.long_text,
    recorded_by uuid,
    created_at timestamptz not null default now(),
    constraint cash_movements_pkey primary key (tenant_id, movement_id),
    constraint cash_movements_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete restrict,
    constraint cash_movements_kind_known check (kind in ('paid_in', 'paid_out', 'counted')),
    constraint cash_movements_count_differs check (
        (kind = 'counted') = (difference_minor is not null)
    )
);

comment on table data.cash_movements is
    'What went through a till and was no payment, and how often it was counted.';
comment on column data.cash_movements.kind is 'paid_in, paid_out, or counted.';
comment on column data.cash_movements.amount_minor is
    'How much went in or out, or was there when it was counted.';
comment on column data.cash_movements.difference_minor is
    'Of a count: how much more, or less, was there than there should have been.';

create index cash_movements_location_idx
on data.cash_movements (tenant_id, location_id, created_at);

insert into data.impersonal_columns (table_name, column_name, reason)
values
('cash_movements', 'reason', 'Said of money.'),
('commission_rules', 'category', 'What is sold.'),
('commission_rules', 'tiers', 'Numbers.'),
('locations', 'tax_name', 'What a tax is called.'),
('locations', 'tax_number', 'The number of a business.');

alter table data.commission_rules owner to holdfast_owner;
alter table data.commission_rules enable row level security;
alter table data.commission_rules force row level security;
alter table data.cash_movements owner to holdfast_owner;
alter table data.cash_movements enable row level security;
alter table data.cash_movements force row level security;
