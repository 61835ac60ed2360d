-- What is still to be delivered, by business, channel and kind; and what is still to be published,
-- as a channel of its own, "relay". For DBAs and whoever watches over it: row security applies, so
-- who reads as holdfast_reader sees their business, a superuser sees all.

create view data.backlog
with (security_invoker = true)
as
select
    d.tenant_id,
    d.channel,
    d.kind,
    count(*) filter (
        where d.status = 'pending' and not d.waits and d.due_at <= now()
    ) as waiting,
    count(*) filter (where d.status = 'pending' and d.waits) as blocked,
    count(*) filter (
        where d.status = 'pending' and d.worker_id is not null and d.due_at > now()
    ) as under_way,
    count(*) filter (
        where
        d.status = 'pending' and not d.waits and d.worker_id is null and d.due_at > now()
        and d.last_error is not null
    ) as retrying,
    count(*) filter (
        where
        d.status = 'pending' and not d.waits and d.worker_id is null and d.due_at > now()
        and d.last_error is null
    ) as later,
    count(*) filter (where d.status = 'dead') as dead,
    coalesce(
        extract(
            epoch from now() - min(d.due_at) filter (
                where d.status = 'pending' and not d.waits and d.due_at <= now()
            )
        ),
        0
    )::double precision as lag_seconds,
    min(d.created_at) filter (where d.status = 'pending') as oldest_at
from data.deliveries as d
where d.status in ('pending', 'dead')
group by d.tenant_id, d.channel, d.kind
union all
select
    e.tenant_id,
    'relay',
    e.type,
    count(*),
    0,
    0,
    0,
    0,
    0,
    extract(epoch from now() - min(e.occurred_at))::double precision,
    min(e.occurred_at)
from data.events as e
where e.sequence is null
group by e.tenant_id, e.type;

comment on view data.backlog is
    'What is still to be delivered, by business, channel and kind; and to be published (relay).';
comment on column data.backlog.waiting is 'Due, and nobody is at it.';
comment on column data.backlog.blocked is 'Waits for one of the same thing that comes before it.';
comment on column data.backlog.under_way is 'A worker has it.';
comment on column data.backlog.retrying is 'Has failed, and is tried again when its time comes.';
comment on column data.backlog.later is 'Is not due yet: a reminder.';
comment on column data.backlog.dead is 'Given up: retry or discard it.';
comment on column data.backlog.lag_seconds is 'How long the oldest has been due.';
comment on column data.backlog.oldest_at is 'Since when the oldest has been written down.';

grant select on data.backlog to holdfast_reader, holdfast_sweeper;
