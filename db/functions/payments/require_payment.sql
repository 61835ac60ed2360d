-- A payment, if the caller may see it: owners and managers see all, staff those of bookings they
-- lead. For everybody else it does not exist. With p_lock it is locked, after its booking.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN120  payment-not-found

create function private.require_payment(p_tenant_id uuid, p_payment_id uuid, p_lock boolean)
returns data.payments
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
    v_booking data.bookings;
begin
    perform private.require_staff();

    select *
    into v_payment
    from data.payments
    where tenant_id = p_tenant_id and payment_id = p_payment_id;

    if p_lock then
        select *
        into v_booking
        from data.bookings
        where tenant_id = p_tenant_id and booking_id = v_payment.booking_id
        for no key update;

        select *
        into v_payment
        from data.payments
        where tenant_id = p_tenant_id and payment_id = p_payment_id
        for no key update;
    else
        select *
        into v_booking
        from data.bookings
        where tenant_id = p_tenant_id and booking_id = v_payment.booking_id;
    end if;

    if v_payment.payment_id is null
        or not private.has_role('{owner,manager}') and not private.leads(v_booking)
    then
        raise exception using
            errcode = 'KN120',
            message = 'There is no such payment.';
    end if;

    return v_payment;
end;
$$;

comment on function private.require_payment is 'A payment that the caller may see.';

grant execute on function private.require_payment to holdfast_api;
