-- Refuses to say to whom a booking is to be invoiced, once it is.
--
-- Fails with  KC182  already-invoiced

create function private.require_uninvoiced(p_booking data.bookings) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if (private.invoice_of(p_booking.tenant_id, p_booking.booking_id)).invoice_id is not null then
        raise exception using
            errcode = 'KC182',
            message = 'It is invoiced, and an invoice says for good what it says.';
    end if;
end;
$$;

comment on function private.require_uninvoiced is 'Raise if a booking is invoiced.';

grant execute on function private.require_uninvoiced to holdfast_api;
