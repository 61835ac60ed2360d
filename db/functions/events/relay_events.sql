-- The relay: publishes what has happened, in any business unless one is named, writes down what is
-- to be delivered of it, and tells whoever listens, once for all of it; queues the e-mails that
-- were written besides. Asked as soon as there is something (private.await_events), so that no
-- booking has to notify, which would make all of them wait for one another.
--
-- p_limit is how many events at a time, of some businesses: deliveries begin while others are still
-- published. A worker that says who it is and what it has room for (as in api.claim_deliveries) has
-- of what it publishes what it can deliver at once.
--
-- The notification is a hint: {"<tenant>": <last sequence>, …} on the channel holdfast_events. What
-- it stands for is in the tables. With p_beat there is one though nothing has happened, so that
-- whoever hears none for a while knows that nobody relays.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.relay_events(
    p_tenant_id uuid,
    p_limit integer default 500,
    p_beat boolean default false,
    p_seconds double precision default 0,
    p_every double precision default 0.001,
    p_without jsonb default '[]',
    p_worker_id uuid default null,
    p_lease_seconds double precision default 60,
    p_room jsonb default '{}',
    p_each integer default 100,
    p_passed_over jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_taker private.taker := row(
        p_worker_id, make_interval(secs => p_lease_seconds), p_room, p_each, p_passed_over
    );
    v_tenants uuid[];
    v_tenant_id uuid;
    v_one jsonb;
    v_published jsonb := '{}';
    v_failed jsonb := '{}';
    v_items jsonb := '[]';
    v_queued integer := 0;
    v_is_due boolean := false;
begin
    perform private.require_role('worker');

    if
        p_seconds > 0
        and not private.await_events(p_tenant_id, p_seconds, p_every, p_without)
    then
        return to_jsonb(row(v_published, v_failed, v_queued, true, v_items, false)::api.relayed);
    end if;

    v_tenants := private.tenants_with_new_events(p_tenant_id, 10, p_without);

    foreach v_tenant_id in array v_tenants loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));
        v_one := private.relay_tenant(
            v_tenant_id, ceil(p_limit::numeric / cardinality(v_tenants))::integer, v_taker
        );
        v_published := v_published || (v_one -> 'published');
        v_failed := v_failed || (v_one -> 'failed');
        v_items := v_items || (v_one -> 'items');
        v_is_due := v_is_due or (v_one -> 'is_due')::boolean;

        if v_tenant_id <> v_tenants[cardinality(v_tenants)] then
            v_taker.room := private.room_left(v_taker.room, v_one -> 'items');
        end if;
    end loop;

    foreach v_tenant_id in array private.tenants_with_new_messages(p_tenant_id) loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));
        v_queued := v_queued + private.queue_messages(v_tenant_id, p_limit);
    end loop;

    -- Of ten businesses at most, which is far from the 8000 bytes that a notification may have.
    if v_published <> '{}' or p_beat then
        perform pg_notify('holdfast_events', v_published::text);
    end if;

    return to_jsonb(row(
        v_published, v_failed, v_queued, false, v_items, v_is_due or v_queued > 0
    )::api.relayed);
end;
$$;

comment on function api.relay_events is
    'Publish what has happened, and write down what is to be told of it.

Answers relayed.';

alter function api.relay_events owner to holdfast_api;
grant execute on function api.relay_events to holdfast_worker;
