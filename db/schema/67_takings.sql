-- What becomes of what customers pay: what staff earn of it, and what is in the tills. What a visit
-- comes to stands in the ledger (65_ledger.sql).

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

alter table data.commission_rules owner to holdfast_owner;
alter table data.commission_rules enable row level security;
alter table data.commission_rules force row level security;
alter table data.cash_movements owner to holdfast_owner;
alter table data.cash_movements enable row level security;
alter table data.cash_movements force row level security;
