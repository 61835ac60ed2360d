-- What is called off is given back: by the business, or declined by it, all that was paid; by the
-- customer as much as was agreed for the notice given. What is kept is earned.

create function private.settle_cancellation(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
    v_left record;
    v_kept bigint;
begin
    perform
    from data.payments as p
    where p.tenant_id = p_booking.tenant_id and p.booking_id = p_booking.booking_id
    order by p.payment_id
    for no key update;

    for v_left in
        select l.payment_id, l.amount_minor, l.tip_minor
        from private.payments_left(p_booking, case
            when p_booking.status = 'cancelled_by_customer' then private.refund_percent(
                p_booking.refund_policy, p_booking.starts_at - now()
            )
            else 100
        end) as l
    loop
        select *
        into v_payment
        from data.payments
        where tenant_id = p_booking.tenant_id and payment_id = v_left.payment_id;

        perform private.request_refund(
            v_payment, v_left.amount_minor, 'cancelled', null, v_left.tip_minor
        );
    end loop;

    v_kept := private.keep_payments(p_booking);

    if p_booking.status = 'cancelled_by_customer'
        and now() > p_booking.starts_at - make_interval(mins => p_booking.cancel_window_minutes)
    then
        perform private.open_fee(
            p_booking, private.fee_of(p_booking, 'late_cancel', v_kept)
        );
    end if;
end;
$$;

comment on function private.settle_cancellation is
    'Give back what was paid for a visit that is called off, as it was agreed.';

grant execute on function private.settle_cancellation to holdfast_api;
