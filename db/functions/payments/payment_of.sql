-- The payment of which something goes back.

create function private.payment_of(p_refund data.refunds) returns data.payments
    language sql stable
    set search_path = ''
as $$
    select p
    from data.payments as p
    where p.tenant_id = (p_refund).tenant_id and p.payment_id = (p_refund).payment_id;
$$;

comment on function private.payment_of is 'The payment of which something goes back.';

grant execute on function private.payment_of to holdfast_api;
