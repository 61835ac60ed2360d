-- Has Stripe asked for a refund once more that it does not have.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.ask_refund_again(p_tenant_id uuid, p_refund_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');

    perform private.queue_deliveries(p_tenant_id, array_agg(row(
        'stripe', p_tenant_id, r.payment_id, null, 'refund.create',
        jsonb_build_object('refund_id', r.refund_id), null
    )::private.wanted))
    from data.refunds as r
    where r.tenant_id = p_tenant_id and r.refund_id = p_refund_id and r.status = 'requested'
    having count(*) > 0;
end;
$$;

comment on function api.ask_refund_again is
    'Ask Stripe for a refund once more that it does not have.

Answers nothing.';

alter function api.ask_refund_again owner to holdfast_api;
grant execute on function api.ask_refund_again to holdfast_worker;
