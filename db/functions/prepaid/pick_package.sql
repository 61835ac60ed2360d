-- The package of a customer that a visit is taken from, locked: of those that are good for it and
-- have enough left, the one that expires first. Null if there is none.
--
-- Each is locked before it is looked at: of two who want the last session one waits, and sees that
-- it is gone.

create function private.pick_package(p_booking data.bookings) returns data.customer_packages
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_sessions constant integer := private.sessions_for(p_booking);
    v_bought data.customer_packages;
begin
    for v_bought in
        select *
        from data.customer_packages
        where
            tenant_id = p_booking.tenant_id
            and customer_id = p_booking.customer_id
            and status = 'active'
            and (expires_at is null or expires_at > now())
            and (service_ids = '{}' or p_booking.service_id = any(service_ids))
        order by expires_at, customer_package_id
    loop
        perform
        from data.customer_packages
        where
            tenant_id = v_bought.tenant_id
            and customer_package_id = v_bought.customer_package_id
        for no key update;

        if
            private.left_on(
                v_bought.tenant_id, 'package_sessions', v_bought.customer_package_id, 'SES'
            ) >= v_sessions
            and private.session_share(v_bought, v_sessions) > 0
        then
            return v_bought;
        end if;
    end loop;

    return null;
end;
$$;

comment on function private.pick_package is 'The package that a visit is taken from; null if none.';

grant execute on function private.pick_package to holdfast_api;
