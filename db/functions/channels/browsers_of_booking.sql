-- Whose browsers those are that are made with the token of a booking.
--
-- Fails with  KN003  booking-not-found

create function private.browsers_of_booking(p_tenant_id uuid, p_booking_id uuid)
returns data.push_subscriptions
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_whose data.push_subscriptions;
begin
    -- The staff have browsers of their own.
    if not private.is_guest() then
        raise exception using
            errcode = 'KN003',
            message = 'There is no such booking.';
    end if;

    v_whose.tenant_id := p_tenant_id;
    v_whose.booking_id := p_booking_id;
    v_whose.customer_id := (
        private.require_booking(p_tenant_id, p_booking_id, false)
    ).customer_id;

    return v_whose;
end;
$$;

comment on function private.browsers_of_booking is
    'Whose browsers those are that are made with the token of a booking.';

grant execute on function private.browsers_of_booking to holdfast_api;
