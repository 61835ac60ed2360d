-- A payment that has been made, and the booking that it pays, for whatever has become of its money:
-- locked in the order of everything else, the booking first. Nothing if it has not been made.

create function private.lock_paid(
    p_tenant_id uuid,
    p_payment_id uuid,
    out payment data.payments,
    out booking data.bookings
)
    language plpgsql volatile
    set search_path = ''
as $$
begin
    select *
    into payment
    from data.payments
    where tenant_id = p_tenant_id and payment_id = p_payment_id and status = 'paid';

    if not found then
        return;
    end if;

    select *
    into booking
    from data.bookings
    where tenant_id = p_tenant_id and booking_id = payment.booking_id
    for no key update;

    perform
    from data.payments
    where tenant_id = p_tenant_id and payment_id = p_payment_id
    for no key update;
end;
$$;

comment on function private.lock_paid is
    'A payment that has been made, and its booking, locked; nothing if it has not.';

grant execute on function private.lock_paid to holdfast_api;
