-- What Stripe answered when it was asked to give something back. Refused, it is with the business
-- still.

create function private.heed_refund_asked(p_delivery data.deliveries, p_outcome text)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_refund data.refunds;
begin
    -- As everybody locks what a refund is about: Stripe may be telling of it at this moment.
    perform private.lock_paid(r.tenant_id, r.payment_id)
    from data.refunds as r
    where
        r.tenant_id = p_delivery.tenant_id
        and r.refund_id = (p_delivery.data ->> 'refund_id')::uuid;

    if p_outcome = 'delivered' then
        perform private.link_stripe(
            p_delivery.tenant_id, p_delivery.response ->> 'id', 'payment', r.payment_id
        )
        from data.refunds as r
        where
            r.tenant_id = p_delivery.tenant_id
            and r.refund_id = (p_delivery.data ->> 'refund_id')::uuid;

        update data.refunds
        set stripe_id = p_delivery.response ->> 'id'
        where
            tenant_id = p_delivery.tenant_id
            and refund_id = (p_delivery.data ->> 'refund_id')::uuid
            and stripe_id is null;
    elsif p_outcome = 'gone' then
        update data.refunds
        set status = 'failed', settled_at = now(), last_error = p_delivery.last_error
        where
            tenant_id = p_delivery.tenant_id
            and refund_id = (p_delivery.data ->> 'refund_id')::uuid
            and status = 'requested'
        returning * into v_refund;

        if found then
            perform private.undo_refund(private.payment_of(v_refund), v_refund);
            perform private.keep_invoiced(v_refund.tenant_id, v_refund.booking_id);
        end if;
    end if;
end;
$$;

comment on function private.heed_refund_asked is
    'Heed what Stripe answered when it was asked to give something back.';

grant execute on function private.heed_refund_asked to holdfast_api;
