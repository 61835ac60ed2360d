-- Gives back what a payment was too much by: it was asked for before something else paid a part.

create function private.give_back_excess(p_payment data.payments, p_booking data.bookings)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_excess bigint;
begin
    select private.paid_for(b) - private.total_of(b)
    into v_excess
    from data.bookings as b
    where b.tenant_id = p_booking.tenant_id and b.booking_id = p_booking.booking_id;

    if v_excess > 0 then
        perform private.request_refund(p_payment, v_excess, 'paid_twice', null);
    end if;
end;
$$;

comment on function private.give_back_excess is 'Give back what a payment was too much by.';

grant execute on function private.give_back_excess to holdfast_api;
