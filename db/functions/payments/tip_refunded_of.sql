-- What of the tip of a payment has gone back, or is on its way.

create function private.tip_refunded_of(p_payment data.payments) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(sum(r.tip_minor), 0)::bigint
    from data.refunds as r
    where
        r.tenant_id = (p_payment).tenant_id
        and r.payment_id = (p_payment).payment_id
        and r.status not in ('failed', 'cancelled');
$$;

comment on function private.tip_refunded_of is
    'What of the tip of a payment has gone back, or is on its way, in minor units.';

grant execute on function private.tip_refunded_of to holdfast_api;
