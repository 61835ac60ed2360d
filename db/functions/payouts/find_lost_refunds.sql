-- Refunds that were asked for over an hour ago, and that nobody is asking for any more: their
-- answer is lost, or they were given up. Stripe is asked whether it has them (app/stripe_sync.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_lost_refunds(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');

    return jsonb_build_object(
        'items',
        coalesce((
            select jsonb_agg(to_jsonb(row(
                l.refund_id, l.account_id, l.intent_id, case
                    when l.intent_id is null then l.charge_id
                end
            )::api.lost_refund))
            from (
                select r.refund_id, p.account_id, p.intent_id, p.charge_id
                from data.refunds as r
                join data.payments as p
                    on p.tenant_id = p_tenant_id and p.payment_id = r.payment_id
                where
                    r.tenant_id = p_tenant_id
                    and r.status = 'requested'
                    and r.created_at < now() - interval '1 hour'
                    and p.method = 'stripe'
                    and not exists (
                        select
                        from data.deliveries as d
                        where
                            d.tenant_id = p_tenant_id
                            and d.channel = 'stripe'
                            and d.kind = 'refund.create'
                            and d.status = 'pending'
                            and d.data ->> 'refund_id' = r.refund_id::text
                    )
                order by r.refund_id
                limit 100
            ) as l
        ), '[]'),
        'next_cursor', null
    );
end;
$$;

comment on function api.find_lost_refunds is
    'Refunds of which we do not know whether Stripe has them.

Answers a page of lost_refund.';

alter function api.find_lost_refunds owner to holdfast_api;
grant execute on function api.find_lost_refunds to holdfast_worker;
