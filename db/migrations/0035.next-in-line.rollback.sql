drop index data.deliveries_due_idx;
create index deliveries_due_idx on data.deliveries (tenant_id, channel, target_id, due_at)
where (status = 'pending');
alter table data.deliveries drop column waits;
