-- Why a message is not to be sent as a plan allows no more this month; null if it may. What was
-- begun before goes on, however often it takes. Those of one batch (p_batch) are counted as they
-- are let through (p_let_through): they were all taken, and look begun.
--
-- Others that are about to send wait for the lock, and count what is let through here.

create function private.over_message_limit(
    p_delivery data.deliveries,
    p_batch data.deliveries[],
    p_let_through integer
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_limit integer;
    v_begun bigint;
begin
    if not private.is_limited_message(p_delivery) or p_delivery.attempts > 1 then
        return null;
    end if;

    v_limit := (private.plan_of(p_delivery.tenant_id)).max_messages;

    if v_limit is null then
        return null;
    end if;

    perform private.lock_limit(p_delivery.tenant_id, 'messages');

    select private.used_of(p_delivery.tenant_id, 'messages') - count(*)
    into v_begun
    from unnest(p_batch) as d
    where
        private.is_limited_message(d)
        and d.attempts = 1
        and d.delivery_id >= private.month_begins(d.tenant_id);

    return case
        when v_begun + p_let_through >= v_limit
            then private.skipped('The plan allows no more messages this month.')
    end;
end;
$$;

comment on function private.over_message_limit is
    'Why a message is not to be sent as a plan allows no more.';

grant execute on function private.over_message_limit to holdfast_api;
