-- Pays something of a booking, which is locked, with what is there already: it is paid at once.

create function private.pay_from(
    p_booking data.bookings,
    p_method text,
    p_source_id uuid,
    p_amount_minor bigint
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
begin
    v_payment.tenant_id := p_booking.tenant_id;
    v_payment.booking_id := p_booking.booking_id;
    v_payment.part := case
        when p_amount_minor >= private.total_of(p_booking) then 'full'
        when private.part_due(p_booking) = 'deposit' then 'deposit'
        else 'balance'
    end;
    v_payment.method := p_method;
    v_payment.status := 'paid';
    v_payment.amount_minor := p_amount_minor;
    v_payment.currency := p_booking.currency;
    v_payment.paid_at := now();
    v_payment.recorded_by := private.current_user_id();
    v_payment.source_id := p_source_id;
    v_payment := private.open_payment(
        v_payment, private.lines_of(p_booking, v_payment.part, p_amount_minor, 0)
    );

    perform private.post_payment(v_payment, p_booking);
end;
$$;

comment on function private.pay_from is 'Pay something of a booking with what is there already.';

grant execute on function private.pay_from to holdfast_api;
