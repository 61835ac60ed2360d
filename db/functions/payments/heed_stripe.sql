-- What Stripe answered when it was asked for something. It names what it made, which events are
-- found by; what became of it, events say. What it refuses for good is over.

create function private.heed_stripe(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_delivery data.deliveries;
    v_refund data.refunds;
begin
    if p_delivery.kind = 'subscription.change' then
        perform private.heed_subscription_change(p_delivery, p_outcome);
    end if;

    if p_delivery.kind <> 'refund.create' then
        return;
    end if;

    select *
    into v_delivery
    from data.deliveries
    where tenant_id = p_delivery.tenant_id and delivery_id = p_delivery.delivery_id;

    if p_outcome = 'delivered' then
        update data.refunds
        set stripe_id = v_delivery.response ->> 'id'
        where
            tenant_id = p_delivery.tenant_id
            and refund_id = (p_delivery.data ->> 'refund_id')::uuid
            and stripe_id is null
        returning * into v_refund;

        perform private.link_stripe(
            p_delivery.tenant_id, v_refund.stripe_id, 'payment', v_refund.payment_id
        );
    elsif p_outcome = 'gone' then
        update data.refunds
        set status = 'failed', settled_at = now(), last_error = v_delivery.last_error
        where
            tenant_id = p_delivery.tenant_id
            and refund_id = (p_delivery.data ->> 'refund_id')::uuid
            and status = 'requested'
        returning * into v_refund;

        if found then
            perform private.undo_journals(
                v_refund.tenant_id, v_refund.refund_id, 'refund.failed'
            );
        end if;
    end if;
end;
$$;

comment on function private.heed_stripe is 'Heed what Stripe answered.';

grant execute on function private.heed_stripe to holdfast_api;
