-- A payment, locked after its booking is, as everywhere.
--
-- Fails with  KN120  payment-not-found

create function private.lock_payment(p_tenant_id uuid, p_payment_id uuid) returns data.payments
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
begin
    perform
    from data.bookings
    where
        tenant_id = p_tenant_id
        and booking_id = (
            select p.booking_id
            from data.payments as p
            where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id
        )
    for no key update;

    select *
    into v_payment
    from data.payments
    where tenant_id = p_tenant_id and payment_id = p_payment_id
    for no key update;

    if not found then
        raise exception using
            errcode = 'KN120',
            message = 'There is no such payment.';
    end if;

    return v_payment;
end;
$$;

comment on function private.lock_payment is 'A payment, locked with its booking.';

grant execute on function private.lock_payment to holdfast_api;
