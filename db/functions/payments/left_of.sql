-- What is left of a payment that could go back: not what has, nor what the bank has taken for good.

create function private.left_of(p_payment data.payments) returns bigint
    language sql stable
    set search_path = ''
as $$
    select greatest(0, (p_payment).amount_minor - private.refunded_of(p_payment) - coalesce((
        select sum(d.amount_minor)
        from data.disputes as d
        where
            d.tenant_id = (p_payment).tenant_id
            and d.payment_id = (p_payment).payment_id
            and d.status = 'lost'
    ), 0))::bigint;
$$;

comment on function private.left_of is
    'What is left of a payment that could go back, in minor units.';

grant execute on function private.left_of to holdfast_api;
