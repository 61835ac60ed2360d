-- E-mails are one kind of delivery: what becomes of them stands there. The relay makes a delivery of
-- each that has none; what was sent or given up already needs none any more.
-- depends: 0024.create-endpoints

alter table data.messages add column queued_at timestamptz;

update data.messages
set queued_at = coalesce(sent_at, failed_at)
where coalesce(sent_at, failed_at) is not null;

-- squawk-ignore require-concurrent-index-deletion
drop index data.messages_due_idx;
-- squawk-ignore require-concurrent-index-deletion
drop index data.messages_unowned_idx;

alter table data.messages
-- squawk-ignore ban-drop-column
drop column due_at,
-- squawk-ignore ban-drop-column
drop column attempts,
-- squawk-ignore ban-drop-column
drop column sent_at,
-- squawk-ignore ban-drop-column
drop column failed_at,
-- squawk-ignore ban-drop-column
drop column last_error;

-- squawk-ignore require-concurrent-index-creation
create index messages_new_idx on data.messages (
    coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'), message_id
)
where (queued_at is null);

-- squawk-ignore require-concurrent-index-creation
create index messages_unowned_idx on data.messages (created_at)
where (tenant_id is null);

comment on column data.messages.queued_at is
    'When the relay made a delivery of it, which says what became of it. Null: not yet.';

delete from data.personal_columns
where table_name = 'messages' and column_name = 'last_error';

comment on column data.retention_rules.messages_days is 'E-mails go that long after being written.';
