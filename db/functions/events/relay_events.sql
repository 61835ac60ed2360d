-- The relay: publishes what has happened, in any business unless one is named, writes down what is
-- to be delivered of it, and tells whoever listens, once for all of it; queues the e-mails that
-- were written besides. Asked every few milliseconds (app/relay.py), so that no booking has to
-- notify, which would make all of them wait for one another.
--
-- The notification is a hint: {"<tenant>": <last sequence>, …} on the channel holdfast_events. What
-- it stands for is in the tables.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.relay_events(p_tenant_id uuid, p_limit integer default 1000) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
    v_new record;
    v_published jsonb := '{}';
    v_queued integer := 0;
begin
    perform private.require_role('worker');

    foreach v_tenant_id in array private.tenants_with_new_events(p_tenant_id) loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));

        for v_new in
            select n.first_sequence, n.last_sequence
            from private.publish_events(v_tenant_id, p_limit) as n
        loop
            perform private.fan_out(v_tenant_id, v_new.first_sequence, v_new.last_sequence);
            v_published := v_published || jsonb_build_object(v_tenant_id, v_new.last_sequence);
        end loop;
    end loop;

    foreach v_tenant_id in array private.tenants_with_new_messages(p_tenant_id) loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));
        v_queued := v_queued + private.queue_messages(v_tenant_id, p_limit);
    end loop;

    perform private.tell_of_events(v_published);

    return to_jsonb(row(v_published, v_queued)::api.relayed);
end;
$$;

comment on function api.relay_events is
    'Publish what has happened, and write down what is to be told of it.

Answers relayed.';

alter function api.relay_events owner to holdfast_api;
grant execute on function api.relay_events to holdfast_worker;
