-- Queues are served in the order in which they are due, and what is under way or dead is found at
-- once (db/schema/60_events.sql).
-- depends: 0021.create-deliveries

-- squawk-ignore ban-drop-column
alter table data.queues drop column served_at;

comment on column data.queues.due_at is
    'When it is to be looked at. Who has been due longest is looked at first.';

-- squawk-ignore require-concurrent-index-deletion
drop index data.deliveries_order_idx;

-- Nothing has been delivered yet: the table is empty.
-- squawk-ignore require-concurrent-index-creation
create index deliveries_under_way_idx on data.deliveries (tenant_id, worker_id)
where (status = 'pending' and worker_id is not null);

-- squawk-ignore require-concurrent-index-creation
create index deliveries_dead_idx on data.deliveries (tenant_id, channel, target_id, delivery_id)
where (status = 'dead');

-- squawk-ignore require-concurrent-index-creation
create index deliveries_order_idx on data.deliveries (tenant_id, order_key, delivery_id)
where (status = 'pending');
