-- What the benchmark of deliveries needs: every event of the type bench.job is told by webhook,
-- which needs to know nothing more, and businesses of which each has a queue.

create or replace function private.wanted_deliveries(
    p_tenant_id uuid, p_first bigint, p_last bigint
)
returns setof private.wanted
    language sql stable
    set search_path = ''
as $$
    select 'webhook', p_tenant_id, e.subject_id, e.event_id, e.type, e.data, null::timestamptz
    from data.events as e
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and e.type = 'bench.job'
    order by e.sequence
$$;

create or replace function private.webhook_details(p_delivery data.deliveries) returns jsonb
    language sql stable
    set search_path = ''
    return '{}'::jsonb;

create or replace function private.heed_webhook(p_delivery data.deliveries, p_outcome text)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
end;
$$;

insert into data.tenants (slug, name, preset, currency, time_zone, notice_minutes, horizon_days)
select 'queue-' || nth, 'Queue', 'salon', 'EUR', 'Europe/Rome', 0, 700
from generate_series(1, 20) as nth;

-- All their webhooks have been told something before.
insert into data.queues (tenant_id, channel, target_id, due_at)
select tenant_id, 'webhook', tenant_id, 'infinity'
from data.tenants;
