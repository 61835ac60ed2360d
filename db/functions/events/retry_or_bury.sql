-- What becomes of a delivery that failed: it is tried again, with what waits for it, or is dead
-- after the last of its attempts. retry_after is what the other side asked for, in seconds.

create function private.retry_or_bury(
    p_delivery data.deliveries,
    p_error text,
    p_retry_after integer,
    p_response jsonb
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_due_at constant timestamptz := now() + greatest(
        private.retry_delay(p_delivery.attempts), make_interval(secs => least(coalesce(p_retry_after, 0), 86400))
    );
begin
    if p_delivery.attempts >= private.most_attempts() then
        perform private.settle_delivery(p_delivery, 'dead', p_error, p_response);
        return;
    end if;

    update data.deliveries
    set
        due_at = v_due_at,
        worker_id = null,
        last_error = left(p_error, 500),
        response = p_response
    where tenant_id = p_delivery.tenant_id and delivery_id = p_delivery.delivery_id;

    -- What waits for it need not be looked at before.
    update data.deliveries
    set due_at = v_due_at
    where
        tenant_id = p_delivery.tenant_id
        and channel = p_delivery.channel
        and target_id = p_delivery.target_id
        and order_key = p_delivery.order_key
        and status = 'pending'
        and delivery_id > p_delivery.delivery_id
        and due_at < v_due_at;

    perform private.wake_queue(p_delivery, v_due_at);
end;
$$;

comment on function private.retry_or_bury is 'Try a delivery again later, or give it up.';

grant execute on function private.retry_or_bury to holdfast_api;
