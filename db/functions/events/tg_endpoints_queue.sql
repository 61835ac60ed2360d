-- The queue of a webhook knows how many deliveries may be under way at a time, and goes with it; if
-- there is something in it still, whoever looks at that finds that there is nobody to tell.

create function private.tg_endpoints_queue() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if tg_op = 'DELETE' then
        delete from data.queues as q
        where
            q.tenant_id = old.tenant_id
            and q.channel = 'webhook'
            and q.target_id = old.endpoint_id
            and not exists (
                select
                from data.deliveries as d
                where
                    d.tenant_id = q.tenant_id
                    and d.channel = q.channel
                    and d.target_id = q.target_id
                    and d.status = 'pending'
            );

        return null;
    end if;

    insert into data.queues (tenant_id, channel, target_id, due_at, max_in_flight)
    values (new.tenant_id, 'webhook', new.endpoint_id, 'infinity', new.max_in_flight)
    on conflict (tenant_id, channel, target_id) do update
    set max_in_flight = excluded.max_in_flight;

    return null;
end;
$$;

comment on function private.tg_endpoints_queue is
    'Tell the queue of a webhook its limit, and delete it with the webhook.';

create trigger _500_queue after insert or update of max_in_flight or delete on data.endpoints
for each row execute function private.tg_endpoints_queue();
