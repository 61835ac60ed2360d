delete from data.impersonal_columns
where
    table_name in ('balance_transactions', 'payouts', 'stripe_syncs')
    or table_name = 'payment_accounts' and column_name = 'country';
delete from data.personal_columns
where table_name = 'payment_accounts' and column_name = 'contact_email';
drop table data.stripe_syncs;
drop table data.balance_transactions;
drop table data.payouts;
drop table data.platform_settings;
drop domain data.fee_basis_points;
alter table data.payment_accounts drop constraint payment_accounts_able_when_known;
alter table data.payment_accounts drop column requirements_due_at;
alter table data.payment_accounts drop column contact_email;
alter table data.payment_accounts drop column country;
delete from data.payment_accounts where account_id is null;
update data.payment_accounts set fee_basis_points = 0 where fee_basis_points is null;
alter table data.payment_accounts alter column fee_basis_points set default 0;
alter table data.payment_accounts alter column fee_basis_points set not null;
alter table data.payment_accounts alter column account_id set not null;
comment on column data.payment_accounts.account_id is null;
comment on column data.payment_accounts.fee_basis_points is
    'What the platform takes of each payment, in hundredths of a per cent.';
