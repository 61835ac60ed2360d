-- What is called off is given back: all that was paid for it.

create function private.settle_cancellation(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
begin
    for v_payment in
        select p.*
        from data.payments as p
        where
            p.tenant_id = p_booking.tenant_id
            and p.booking_id = p_booking.booking_id
            and p.status = 'paid'
            and p.part in ('full', 'deposit', 'balance')
        order by p.payment_id
        for no key update
    loop
        if private.refunded_of(v_payment) < v_payment.amount_minor then
            perform private.give_back(v_payment, 'cancelled');
        end if;
    end loop;
end;
$$;

comment on function private.settle_cancellation is 'Give back what was paid for a visit.';

grant execute on function private.settle_cancellation to holdfast_api;
