-- A business whose account with Stripe is closed can have another: accounts are rows, of which one
-- is current.
-- depends: 0044.create-payouts

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
