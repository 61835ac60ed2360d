delete from data.impersonal_columns
where
    table_name in ('cards', 'disputes')
    or column_name = 'refund_policy' and table_name in ('bookings', 'services', 'tenants');
delete from data.personal_columns where table_name = 'cards';
drop table data.cards;
drop table data.disputes;
alter table data.refunds drop column tip_minor;
drop index data.payments_created_idx;
alter table data.payments drop column due_at, drop column waived_by;
alter table data.bookings drop column refund_policy, drop column card_required;
alter table data.services drop column refund_policy, drop column card_required;
alter table data.tenants
drop column refund_policy, drop column staff_refund_limit_minor, drop column fee_grace_minutes;
drop domain data.refund_policy;
drop domain data.payment_status;
drop domain data.dispute_status;
