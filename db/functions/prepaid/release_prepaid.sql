-- What was paid in advance for a hold that has lapsed goes back to where it was; and so do the
-- points of its reward.

create function private.release_prepaid(p_booking data.bookings) returns void
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
            and p.method in ('credit', 'gift_card', 'package')
        order by p.payment_id
        for no key update
    loop
        if private.refunded_of(v_payment) < v_payment.amount_minor then
            perform private.give_back(v_payment, 'cancelled');
        end if;
    end loop;

    perform private.return_reward(p_booking);
end;
$$;

comment on function private.release_prepaid is
    'Give back what was paid in advance for a lapsed hold.';

grant execute on function private.release_prepaid to holdfast_api;
