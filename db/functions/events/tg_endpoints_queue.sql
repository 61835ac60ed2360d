-- The queue of a webhook knows how many deliveries may be under way at a time.

create function private.tg_endpoints_queue() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.queues (tenant_id, channel, target_id, due_at, max_in_flight)
    values (new.tenant_id, 'webhook', new.endpoint_id, 'infinity', new.max_in_flight)
    on conflict (tenant_id, channel, target_id) do update
    set max_in_flight = excluded.max_in_flight;

    return null;
end;
$$;

comment on function private.tg_endpoints_queue is 'Tell the queue of a webhook its limit.';

create trigger _500_queue after insert or update of max_in_flight on data.endpoints
for each row execute function private.tg_endpoints_queue();
