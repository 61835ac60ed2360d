-- Which of our refunds one of Stripe's is: the one that was asked for, or one that is written down
-- now because somebody made it with Stripe itself.

create function private.refund_of(
    p_payment data.payments,
    p_stripe_id text,
    p_refund_id uuid,
    p_amount_minor bigint
) returns data.refunds
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_refund data.refunds;
begin
    select *
    into v_refund
    from data.refunds
    where
        tenant_id = p_payment.tenant_id
        and payment_id = p_payment.payment_id
        and (stripe_id = p_stripe_id or refund_id = p_refund_id)
    for no key update;

    if not found then
        perform private.make_room(p_payment, p_amount_minor);
        v_refund := private.request_refund(p_payment, p_amount_minor, 'outside', null);
    end if;

    return v_refund;
end;
$$;

comment on function private.refund_of is 'Which of our refunds one of Stripe''s is.';

grant execute on function private.refund_of to holdfast_api;
