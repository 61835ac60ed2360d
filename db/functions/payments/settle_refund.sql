-- Has a refund be what Stripe says it is, and the ledger with it. What has failed is theirs again
-- who were to give it back: all that was posted of it is undone.

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
    v_booking data.bookings;
begin
    update data.refunds
    set stripe_id = p_stripe_id, status = p_status, settled_at = p_settled_at
    where
        tenant_id = p_refund.tenant_id
        and refund_id = p_refund.refund_id
        and (status, stripe_id) is distinct from (p_status, p_stripe_id);

    if not found then
        return;
    end if;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_refund.tenant_id and booking_id = p_refund.booking_id;

    if p_status = 'succeeded' then
        perform private.post_journal(
            p_refund.tenant_id,
            'refund.succeeded',
            p_refund.refund_id,
            private.return_lines(p_payment, p_refund, v_booking)
            || private.due_line(p_refund, v_booking, p_refund.amount_minor),
            p_settled_at
        );
        perform private.heed_return(p_payment, p_refund, v_booking);
    elsif p_status in ('failed', 'cancelled') then
        perform private.undo_journals(p_refund.tenant_id, p_refund.refund_id, 'refund.failed');
        perform private.earn_late(v_booking, p_refund.refund_id);
    end if;

    perform private.reward_refund(v_booking, p_refund.refund_id, p_status);
end;
$$;

comment on function private.settle_refund is 'Have a refund be what Stripe says it is.';

grant execute on function private.settle_refund to holdfast_api;
