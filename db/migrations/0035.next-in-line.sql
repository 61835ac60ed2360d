-- A delivery that waits for another of the same thing says so. Whoever looks for something to do does
-- not pass over what cannot be done yet, each time, however much of it there is.
-- depends: 0034.mend-calendars-and-notices

alter table data.deliveries add column waits boolean not null default false;
comment on column data.deliveries.waits is
    'For one that comes before it: of the same thing, in the same queue, pending too.';

update data.deliveries as d
set waits = true
where
    d.status = 'pending'
    and exists (
        select
        from data.deliveries as e
        where
            e.tenant_id = d.tenant_id
            and e.order_key = d.order_key
            and e.status = 'pending'
            and e.channel = d.channel
            and e.target_id = d.target_id
            and e.delivery_id < d.delivery_id
    );

-- What is pending is little, and workers wait meanwhile.
-- squawk-ignore require-concurrent-index-deletion
drop index data.deliveries_due_idx;
-- squawk-ignore require-concurrent-index-creation
create index deliveries_due_idx on data.deliveries (tenant_id, channel, target_id, due_at)
where (status = 'pending' and not waits);
