delete from data.impersonal_columns where table_name in (
    'journals', 'ledger_accounts', 'ledger_kinds', 'payment_accounts', 'payments', 'refunds',
    'stripe_events', 'stripe_mentions', 'stripe_objects'
);
delete from data.personal_columns where table_name in ('payments', 'refunds');
drop table data.stripe_mentions;
drop table data.stripe_events;
drop table data.stripe_objects;
drop table data.refunds;
drop table data.payment_lines;
drop table data.payments;
drop table data.payment_accounts;
comment on domain data.delivery_channel is
    'How it is told: email, push, whatsapp, sms, webhook or calendar.';
alter table data.queues drop constraint queues_channel_known;
alter table data.queues add constraint queues_channel_known check (
    channel in ('email', 'push', 'whatsapp', 'sms', 'webhook', 'calendar')
);
delete from data.booking_transitions where from_status = 'expired';
