-- Calls off what was to go back of a payment, and Stripe has not been asked for yet, where the bank
-- has taken the money for good: nobody gets it twice.

create function private.end_refunds(p_payment data.payments) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_refund data.refunds;
begin
    if not exists (
        select
        from data.disputes
        where
            tenant_id = p_payment.tenant_id
            and payment_id = p_payment.payment_id
            and status = 'lost'
    ) then
        return;
    end if;

    for v_refund in
        select r.*
        from data.refunds as r
        where
            r.tenant_id = p_payment.tenant_id
            and r.payment_id = p_payment.payment_id
            and r.status = 'requested'
            and r.stripe_id is null
        order by r.refund_id
        for no key update
    loop
        perform private.settle_refund(p_payment, v_refund, null, 'cancelled', now());
    end loop;
end;
$$;

comment on function private.end_refunds is
    'Call off what was to go back of a payment that the bank has taken for good.';

grant execute on function private.end_refunds to holdfast_api;
