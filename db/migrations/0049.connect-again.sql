-- A business whose account with Stripe is closed can have another: accounts are rows, of which one
-- is current. What disputes cost is what moved on the balance, nothing else. What is charged once
-- more for a payment is a payment that goes back. And what Stripe changes into another currency is
-- in the ledger.
-- depends: 0048.create-invoices

alter table data.payment_accounts add column nth integer not null default 1;
alter table data.payment_accounts add column replaced_at timestamptz;
-- squawk-ignore ban-drop-constraint
alter table data.payment_accounts drop constraint payment_accounts_pkey;
-- squawk-ignore constraint-missing-not-valid, adding-serial-primary-key-field
alter table data.payment_accounts add constraint payment_accounts_pkey
primary key (tenant_id, nth);
-- squawk-ignore constraint-missing-not-valid
alter table data.payment_accounts add constraint payment_accounts_replaced_is_idle check (
    replaced_at is null or not (charges_enabled or payouts_enabled)
);
-- squawk-ignore require-concurrent-index-creation
create unique index payment_accounts_one_current on data.payment_accounts (tenant_id)
where (replaced_at is null);
comment on table data.payment_accounts is
    'A business''s own accounts with Stripe, one of which is current: it is paid directly.';
comment on column data.payment_accounts.nth is 'Its how manieth it is.';
comment on column data.payment_accounts.replaced_at is
    'Since when another one is current. What was paid into it is seen to still.';

alter table data.stripe_syncs add column nth integer not null default 1;
-- squawk-ignore ban-drop-constraint
alter table data.stripe_syncs drop constraint stripe_syncs_pkey;
-- squawk-ignore constraint-missing-not-valid, adding-serial-primary-key-field
alter table data.stripe_syncs add constraint stripe_syncs_pkey primary key (tenant_id, nth);
comment on column data.stripe_syncs.nth is 'Of which of a business''s accounts.';

alter table data.payouts add column account_id text;
update data.payouts as p
set account_id = a.account_id
from data.payment_accounts as a
where a.tenant_id = p.tenant_id;
comment on column data.payouts.account_id is 'The account that it is paid out of, with Stripe.';

insert into data.impersonal_columns (table_name, column_name, reason)
values ('payouts', 'account_id', 'Stripe''s name for a business.');

-- What was posted of it by what events told is undone; what was noted and not posted, is.
insert into data.journals (tenant_id, kind, cause, object_id)
select j.tenant_id, 'dispute.fee_undone', 'dispute.fee_undone:' || j.object_id, j.object_id
from data.journals as j
where j.kind = 'dispute.fee';

insert into data.postings (
    tenant_id, journal_id, line, account_id, amount_minor, unit, booking_id, service_id,
    resource_id, location_id, customer_id
)
select
    p.tenant_id, u.journal_id, p.line, p.account_id, -p.amount_minor, p.unit, p.booking_id,
    p.service_id, p.resource_id, p.location_id, p.customer_id
from data.journals as j
join data.journals as u
    on
        u.tenant_id = j.tenant_id
        and u.cause = 'dispute.fee_undone:' || j.object_id
join data.postings as p on p.tenant_id = j.tenant_id and p.journal_id = j.journal_id
where j.kind = 'dispute.fee';

create temporary table unposted as
select t.tenant_id, t.transaction_id, t.stripe_id, t.fee_minor, t.currency, t.occurred_at
from data.balance_transactions as t
join data.disputes as d on d.tenant_id = t.tenant_id and d.dispute_id = t.object_id
where
    t.fee_minor <> 0
    and not exists (
        select
        from data.journals as j
        where j.tenant_id = t.tenant_id and j.cause = 'transaction.noted:' || t.stripe_id
    );

insert into data.ledger_accounts (tenant_id, kind, unit)
select distinct u.tenant_id, k.kind, u.currency
from unposted as u
cross join (values ('stripe_fees'), ('stripe_balance')) as k (kind)
on conflict do nothing;

insert into data.journals (tenant_id, kind, cause, object_id, occurred_at)
select
    u.tenant_id, 'transaction.noted', 'transaction.noted:' || u.stripe_id, u.transaction_id,
    u.occurred_at
from unposted as u;

insert into data.postings (tenant_id, journal_id, line, account_id, amount_minor, unit)
select
    u.tenant_id, j.journal_id, k.line, a.account_id, k.sign * u.fee_minor, u.currency
from unposted as u
join data.journals as j
    on j.tenant_id = u.tenant_id and j.cause = 'transaction.noted:' || u.stripe_id
cross join (values (1, 'stripe_fees', 1), (2, 'stripe_balance', -1)) as k (line, kind, sign)
join data.ledger_accounts as a
    on
        a.tenant_id = u.tenant_id
        and a.kind = k.kind
        and a.subject_id is null
        and a.unit = u.currency;

-- squawk-ignore ban-drop-table
drop table unposted;

-- Of the layer before this: it would keep the column.
-- squawk-ignore ban-drop-function
drop function if exists private.dispute_json(data.disputes);
-- squawk-ignore ban-drop-column
alter table data.disputes drop column fee_minor;
alter table data.disputes add column is_withdrawn boolean not null default false;
comment on column data.disputes.is_withdrawn is 'Whether the bank has taken the money.';

alter table data.payments add column twin_of uuid;
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table data.payments add constraint payments_twin_fkey foreign key (tenant_id, twin_of)
references data.payments on delete restrict;
comment on column data.payments.twin_of is
    'The payment for which this was charged once more: it goes back. Null: one that was asked for.';
-- squawk-ignore require-concurrent-index-creation
create unique index payments_twins on data.payments (tenant_id, twin_of, intent_id)
where (twin_of is not null);

insert into data.ledger_kinds (kind, nature, meaning)
values ('exchange', 'asset', 'What Stripe has changed into another currency, and for it.');
