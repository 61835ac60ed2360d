-- Pays what is left of a booking with its customer's credit, or as much of it as is asked for and
-- there is. The account is locked before it is summed up.
--
-- Fails with  KC120  not-enough-left

create function private.spend_credit(p_booking data.bookings, p_most bigint) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_left bigint;
begin
    perform private.lock_account(
        p_booking.tenant_id, 'customer_credit', p_booking.customer_id, p_booking.currency
    );

    v_left := private.left_on(
        p_booking.tenant_id, 'customer_credit', p_booking.customer_id, p_booking.currency
    );

    if v_left = 0 or v_left < p_most then
        raise exception using
            errcode = 'KC120',
            message = 'There is not enough left for that.',
            column = 'use_credit';
    end if;

    perform private.pay_from(
        p_booking, 'credit', p_booking.customer_id,
        least(private.left_to_pay(p_booking), p_most, v_left)
    );
end;
$$;

comment on function private.spend_credit is 'Pay something of a booking with credit.';

grant execute on function private.spend_credit to holdfast_api;
