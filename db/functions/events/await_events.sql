-- Waits until there are events to publish or e-mails to queue, p_seconds at most, and looks every p_every seconds. A
-- look costs the database some microseconds, a question from outside half a millisecond: so it is
-- here that somebody looks often. The snapshot that is held meanwhile is the reason why it is not
-- for longer.
--
-- One waits for all. Whoever else would is told so at once.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.await_events(
    p_tenant_id uuid,
    p_seconds double precision default 0.1,
    p_every double precision default 0.001
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_until constant timestamptz := clock_timestamp() + make_interval(secs => p_seconds);
    v_are_there boolean;
begin
    perform private.require_role('worker');

    if not pg_try_advisory_xact_lock(hashtextextended('holdfast.await_events', 0)) then
        return to_jsonb(row(false, true)::api.awaited);
    end if;

    loop
        v_are_there := private.tenants_with_new_events(p_tenant_id) <> '{}'
            or private.tenants_with_new_messages(p_tenant_id) <> '{}';
        exit when v_are_there or clock_timestamp() >= v_until;
        perform pg_sleep(p_every);
    end loop;

    return to_jsonb(row(v_are_there, false)::api.awaited);
end;
$$;

comment on function api.await_events is
    'Wait until there is something to publish.

Answers awaited.';

alter function api.await_events owner to holdfast_api;
grant execute on function api.await_events to holdfast_worker;
