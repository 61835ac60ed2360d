-- Waits until there are events to publish or e-mails to queue, p_seconds at most, and looks every
-- p_every seconds. A look costs the database some microseconds, a question from outside half a
-- millisecond: so it is here that somebody looks often. The snapshot that is held meanwhile is the
-- reason why it is not for longer.
--
-- One waits for all. Whoever else would is told false, at once. Businesses of p_without are not
-- waited for.

create function private.await_events(
    p_tenant_id uuid,
    p_seconds double precision,
    p_every double precision,
    p_without jsonb
) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_until constant timestamptz := clock_timestamp() + make_interval(secs => p_seconds);
    v_is_any constant boolean := p_tenant_id is null and p_without = '[]';
begin
    if not pg_try_advisory_xact_lock(hashtextextended('holdfast.await_events', 0)) then
        return false;
    end if;

    while
        case
            when v_is_any then not private.is_something_new()
            else
                private.tenants_with_new_events(p_tenant_id, 1, p_without) = '{}'
                and private.tenants_with_new_messages(p_tenant_id) = '{}'
        end
        and clock_timestamp() < v_until
    loop
        perform pg_sleep(p_every);
    end loop;

    return true;
end;
$$;

comment on function private.await_events is 'Wait until there is something to publish.';

grant execute on function private.await_events to holdfast_api;
