-- Refuses to invoice a booking that came to nothing yet: a visit is invoiced once it is over, one
-- that will not be if a fee was kept or charged.
--
-- Fails with  KC180  nothing-to-invoice

create function private.require_billable(p_booking data.bookings) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_billable constant private.billed := private.billable(p_booking);
begin
    if v_billable.revenue + v_billable.tax + v_billable.fees <= 0 then
        raise exception using
            errcode = 'KC180',
            message = case
                when p_booking.status in ('held', 'pending', 'confirmed', 'checked_in')
                    then 'A visit is invoiced once it is over.'
                else 'It came to nothing.'
            end;
    end if;
end;
$$;

comment on function private.require_billable is
    'Raise unless a booking came to something that can be invoiced.';

grant execute on function private.require_billable to holdfast_api;
