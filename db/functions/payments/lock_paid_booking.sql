-- A booking that has been paid for, locked with all that it takes to reserve its time again.

create function private.lock_paid_booking(p_tenant_id uuid, p_booking_id uuid)
returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
begin
    perform private.lock_resources(p_tenant_id, '{}', array[p_booking_id]);

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_tenant_id and booking_id = p_booking_id;

    -- A hold that has not lapsed yet may have by the time that its turn comes.
    if v_booking.status in ('held', 'expired') then
        perform private.lock_visit(
            private.moved_to(v_booking, v_booking.starts_at), private.offers_again(v_booking)
        );
    end if;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_tenant_id and booking_id = p_booking_id
    for no key update;

    return v_booking;
end;
$$;

comment on function private.lock_paid_booking is
    'A booking that has been paid for, locked with its calendars.';

grant execute on function private.lock_paid_booking to holdfast_api;
