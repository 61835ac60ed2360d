-- The bookings of a series that can still be moved or cancelled, locked; at least one.
--
-- Fails with  KC041  series-over
--             KN003  booking-not-found

create function private.lock_bookings_to_come(
    p_tenant_id uuid,
    p_series_id uuid,
    p_from_booking_id uuid
) returns data.bookings[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_bookings data.bookings[] := private.bookings_to_come(
        p_tenant_id, p_series_id, p_from_booking_id
    );
begin
    perform
    from data.bookings as b
    where
        b.tenant_id = p_tenant_id
        and b.booking_id = any(array(select (k).booking_id from unnest(v_bookings) as k))
    order by b.booking_id
    for no key update;

    -- Somebody may have ended one while we waited for it.
    v_bookings := private.bookings_to_come(p_tenant_id, p_series_id, p_from_booking_id);

    if v_bookings = '{}' then
        raise exception using
            errcode = 'KC041',
            message = 'Nothing of the series is still to come.';
    end if;

    return v_bookings;
end;
$$;

comment on function private.lock_bookings_to_come is
    'The bookings of a series that can still be moved or cancelled, locked.';

grant execute on function private.lock_bookings_to_come to holdfast_api;
