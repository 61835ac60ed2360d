-- How much of what is given back of a payment is a tip: the price goes back first, then the tip.

create function private.tip_in_refund(p_payment data.payments, p_amount_minor bigint)
returns bigint
    language sql stable
    set search_path = ''
as $$
    select greatest(0, p_amount_minor - (
        p_payment.amount_minor - p_payment.tip_minor
        - coalesce(sum(r.amount_minor - r.tip_minor), 0)
    ))::bigint
    from data.refunds as r
    where
        r.tenant_id = p_payment.tenant_id
        and r.payment_id = p_payment.payment_id
        and r.status not in ('failed', 'cancelled');
$$;

comment on function private.tip_in_refund is
    'How much of what is given back of a payment is a tip, in minor units.';

grant execute on function private.tip_in_refund to holdfast_api;
