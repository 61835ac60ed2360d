-- Has a refund be what Stripe says it is, and the ledger with it. What has failed is theirs again
-- who were to give it back. What was called off here, and Stripe has made all the same, is on its
-- way again.

create function private.settle_refund(
    p_payment data.payments,
    p_refund data.refunds,
    p_stripe_id text,
    p_status text,
    p_settled_at timestamptz
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_refund data.refunds;
    v_booking data.bookings;
begin
    update data.refunds
    set stripe_id = p_stripe_id, status = p_status, settled_at = p_settled_at
    where
        tenant_id = p_refund.tenant_id
        and refund_id = p_refund.refund_id
        and (status, stripe_id) is distinct from (p_status, p_stripe_id)
    returning * into v_refund;

    if not found then
        return;
    end if;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_refund.tenant_id and booking_id = p_refund.booking_id;

    if p_refund.status in ('failed', 'cancelled') and p_status in ('pending', 'succeeded') then
        perform private.post_refund(p_payment, v_refund, v_booking);
    end if;

    if p_status = 'succeeded' then
        perform private.post_journal(
            p_refund.tenant_id,
            'refund.succeeded',
            p_refund.refund_id,
            private.return_lines(p_payment, v_refund, v_booking)
            || private.line_about(p_payment, 'refunds_due', v_refund.amount_minor),
            p_settled_at
        );
        perform private.heed_return(p_payment, v_refund, v_booking);
    elsif p_status in ('failed', 'cancelled') then
        perform private.undo_refund(p_payment, v_refund);
    end if;
end;
$$;

comment on function private.settle_refund is 'Have a refund be what Stripe says it is.';

grant execute on function private.settle_refund to holdfast_api;
