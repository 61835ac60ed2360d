drop index data.deliveries_settled_idx;
comment on column data.retention_rules.messages_days is 'E-mails go that long after being written.';
