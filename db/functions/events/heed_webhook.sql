-- What became of a delivery, for its webhook: one that is gone (410) is disabled at once, and one
-- to which nothing could be delivered for three days when the next delivery is given up. (One
-- failure of a webhook that is hardly used says nothing of the days before.) Whatever is taken ends
-- the count. A ping is tried once, and only its success counts.

create function private.heed_webhook(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_failing_since timestamptz;
begin
    if p_outcome = 'delivered' then
        perform private.note_webhook_success(p_delivery.tenant_id, p_delivery.target_id);
        return;
    end if;

    if p_delivery.kind = 'webhook.ping' then
        update data.deliveries
        set status = 'dead', settled_at = now()
        where
            tenant_id = p_delivery.tenant_id
            and delivery_id = p_delivery.delivery_id
            and status = 'pending';
    else
        update data.queues
        set failing_since = coalesce(failing_since, now())
        where
            tenant_id = p_delivery.tenant_id
            and channel = 'webhook'
            and target_id = p_delivery.target_id
        returning failing_since into v_failing_since;
    end if;

    if p_outcome = 'gone' then
        perform private.switch_webhook_off(p_delivery.tenant_id, p_delivery.target_id, 'gone');
    elsif v_failing_since <= now() - interval '3 days'
        and p_delivery.attempts >= private.most_attempts()
    then
        perform private.switch_webhook_off(p_delivery.tenant_id, p_delivery.target_id, 'failing');
    end if;
end;
$$;

comment on function private.heed_webhook is 'Heed what became of a delivery to a webhook.';

grant execute on function private.heed_webhook to holdfast_api;
