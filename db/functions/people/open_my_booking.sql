-- Goes to the business where a booking is the caller's, as a guest with its manage token.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found

create function private.open_my_booking(p_booking_id uuid) returns private.my_business
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_business private.my_business;
    v_customer_id uuid;
begin
    foreach v_business in array private.my_businesses() loop
        v_customer_id := private.visit_business(v_business);

        if exists (
            select
            from data.bookings
            where
                tenant_id = v_business.tenant_id
                and booking_id = p_booking_id
                and customer_id = v_customer_id
        ) then
            perform private.enter_business(v_business.claims, v_business.slug, p_booking_id);
            return v_business;
        end if;
    end loop;

    raise exception using
        errcode = 'KN003',
        message = 'There is no such booking.';
end;
$$;

comment on function private.open_my_booking is 'Go to the business of a booking of the caller.';

grant execute on function private.open_my_booking to holdfast_api;
