-- Which of ours moved money with Stripe, by Stripe's id: a payment, a refund, a dispute, a payout.
-- Refunds and disputes are linked by their payment, which events find them by.

create function private.object_of_stripe(p_tenant_id uuid, p_stripe_id text) returns uuid
    language sql stable
    set search_path = ''
as $$
    select coalesce(r.refund_id, d.dispute_id, o.object_id)
    from data.stripe_objects as o
    left join data.refunds as r
        on
            r.tenant_id = p_tenant_id
            and o.kind = 'payment'
            and r.payment_id = o.object_id
            and r.stripe_id = p_stripe_id
    left join data.disputes as d
        on d.tenant_id = p_tenant_id and d.stripe_id = p_stripe_id
    where o.tenant_id = p_tenant_id and o.stripe_id = p_stripe_id;
$$;

comment on function private.object_of_stripe is 'Which of ours one of Stripe''s objects is.';

grant execute on function private.object_of_stripe to holdfast_api;
