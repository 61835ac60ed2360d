-- Lets refunds that are only asked for go back by what somebody has given back past us meanwhile:
-- no more goes back than was paid. The youngest go first; what nothing is left of is called off.

create function private.make_room(p_payment data.payments, p_amount_minor bigint) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_excess bigint := private.refunded_of(p_payment) + p_amount_minor - p_payment.amount_minor;
    v_refund data.refunds;
    v_booking data.bookings;
    v_cut bigint;
    v_tip bigint;
begin
    for v_refund in
        select r.*
        from data.refunds as r
        where
            r.tenant_id = p_payment.tenant_id
            and r.payment_id = p_payment.payment_id
            and r.status = 'requested'
            and r.stripe_id is null
        order by r.refund_id desc
        for no key update
    loop
        exit when v_excess <= 0;
        v_cut := least(v_excess, v_refund.amount_minor);
        v_excess := v_excess - v_cut;
        v_tip := least(v_cut, v_refund.tip_minor);

        if v_cut = v_refund.amount_minor then
            update data.refunds
            set status = 'cancelled', settled_at = now()
            where tenant_id = v_refund.tenant_id and refund_id = v_refund.refund_id;

            perform private.undo_refund(p_payment, v_refund);
        else
            update data.refunds
            set amount_minor = amount_minor - v_cut, tip_minor = tip_minor - v_tip
            where tenant_id = v_refund.tenant_id and refund_id = v_refund.refund_id;

            select *
            into v_booking
            from data.bookings
            where tenant_id = v_refund.tenant_id and booking_id = v_refund.booking_id;

            perform private.post_journal(
                v_refund.tenant_id,
                'refund.reduced',
                v_refund.refund_id,
                private.owed_lines(p_payment, v_booking, v_refund.reason, v_tip - v_cut)
                || private.line_about(p_payment, 'tips', -v_tip, private.tip_account(p_payment))
                || private.line_about(p_payment, 'refunds_due', v_cut),
                now(),
                private.cause_of(v_refund.tenant_id, 'refund.reduced', v_refund.refund_id)
            );

            -- What was taken off what the visit had earned is earned again.
            if exists (
                select
                from data.journals as j
                where
                    j.tenant_id = v_refund.tenant_id
                    and j.object_id = v_refund.refund_id
                    and j.kind = 'refund.reversed'
            ) then
                perform private.heed_refund(p_payment, v_refund, v_booking, v_tip - v_cut);
            end if;
        end if;
    end loop;
end;
$$;

comment on function private.make_room is
    'Let refunds that are only asked for go back by what has gone back past us.';

grant execute on function private.make_room to holdfast_api;
