delete from data.personal_columns where table_name = 'deliveries';
delete from data.impersonal_columns where table_name in ('deliveries', 'event_types', 'queues');
drop table data.deliveries;
drop table data.queues;
drop table data.event_types;
drop table data.event_heads;
drop index data.events_unpublished_idx;
drop index data.events_sequence_key;
alter table data.events drop column sequence;
alter table data.events add column transaction_id xid8 not null default pg_current_xact_id();
comment on column data.events.transaction_id is
    'Lets a reader follow without missing a late commit: all below the snapshot''s xmin are there.';
create index events_transaction_idx on data.events (tenant_id, transaction_id, event_id);
