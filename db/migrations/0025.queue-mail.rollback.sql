comment on column data.retention_rules.messages_days is 'E-mails go that long after being sent.';

insert into data.personal_columns (table_name, column_name, kind)
values ('messages', 'last_error', 'text');

drop index data.messages_new_idx;
drop index data.messages_unowned_idx;

alter table data.messages
add column due_at timestamptz not null default now(),
add column attempts integer not null default 0,
add column sent_at timestamptz,
add column failed_at timestamptz,
add column last_error text;

update data.messages
set sent_at = queued_at;

create index messages_due_idx on data.messages (due_at)
where (sent_at is null and failed_at is null);

create index messages_unowned_idx on data.messages ((coalesce(sent_at, failed_at)))
where (tenant_id is null);

comment on column data.messages.due_at is 'When it is to be sent, or tried again.';
comment on column data.messages.failed_at is 'When it was given up.';

alter table data.messages drop column queued_at;
