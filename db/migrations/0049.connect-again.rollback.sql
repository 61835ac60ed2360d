alter table data.disputes drop column is_withdrawn;
alter table data.disputes add column fee_minor data.minor_units not null default 0;
comment on column data.disputes.fee_minor is 'What Stripe takes for it.';
delete from data.impersonal_columns where table_name = 'payouts' and column_name = 'account_id';
alter table data.payouts drop column account_id;
delete from data.stripe_syncs where nth > 1;
alter table data.stripe_syncs drop constraint stripe_syncs_pkey;
alter table data.stripe_syncs add constraint stripe_syncs_pkey primary key (tenant_id);
alter table data.stripe_syncs drop column nth;
drop index data.payment_accounts_one_current;
delete from data.payment_accounts where replaced_at is not null;
alter table data.payment_accounts drop constraint payment_accounts_replaced_is_idle;
alter table data.payment_accounts drop constraint payment_accounts_pkey;
alter table data.payment_accounts add constraint payment_accounts_pkey primary key (tenant_id);
alter table data.payment_accounts drop column replaced_at;
alter table data.payment_accounts drop column nth;
comment on table data.payment_accounts is
    'A business''s own account with Stripe: it is paid directly.';
