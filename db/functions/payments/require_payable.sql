-- Refuses to take money for what is not there, or paid.
--
-- Fails with  KC002  wrong-state
--             KC003  hold-expired
--             KC122  nothing-to-pay

create function private.require_payable(p_booking data.bookings) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_status constant text := private.status_of(p_booking);
begin
    if v_status = 'expired' then
        raise exception using
            errcode = 'KC003',
            message = 'The hold has run out.';
    end if;

    if v_status in (
        'declined', 'cancelled_by_customer', 'cancelled_by_business', 'no_show'
    ) then
        raise exception using
            errcode = 'KC002',
            message = format('A booking that is %s is not paid for.', v_status),
            column = 'status';
    end if;

    if private.amount_due(p_booking) = 0 then
        raise exception using
            errcode = 'KC122',
            message = 'There is nothing to pay.';
    end if;
end;
$$;

comment on function private.require_payable is 'Raise unless a booking is to be paid for.';

grant execute on function private.require_payable to holdfast_api;
