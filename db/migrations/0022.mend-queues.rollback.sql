drop index data.deliveries_order_idx;
create index deliveries_order_idx on data.deliveries (
    tenant_id, channel, target_id, order_key, delivery_id
) where (status = 'pending');
drop index data.deliveries_dead_idx;
drop index data.deliveries_under_way_idx;
comment on column data.queues.due_at is
    'Not before that is there anything to take; it may be later, never earlier.';
alter table data.queues add column served_at timestamptz not null default '-infinity';
comment on column data.queues.served_at is 'When it was last looked at: the next is another.';
