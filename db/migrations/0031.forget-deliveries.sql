-- Deliveries that came to an end go like e-mails do (private.forget_deliveries).
-- depends: 0030.connect-google

comment on column data.retention_rules.messages_days is
    'E-mails go that long after being written, deliveries after coming to an end.';

-- Deliveries are no older than the release that this is in: there are none to speak of yet.
-- squawk-ignore require-concurrent-index-creation
create index deliveries_settled_idx on data.deliveries (tenant_id, settled_at)
where (settled_at is not null);
