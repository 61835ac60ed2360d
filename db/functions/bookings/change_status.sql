-- Moves a booking on in its life, by the table of transitions, if the caller may take that step.
-- (Whoever goes past this function still meets the trigger.)
--
-- Fails with  KC002  wrong-state
--             KC003  hold-expired
--             KF001  forbidden

create function private.change_status(p_booking data.bookings, p_status text)
returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
    v_roles text[];
begin
    if p_status = 'confirmed' and (
        (p_booking).status = 'expired' or private.lapses_at(p_booking) <= clock_timestamp()
    ) then
        -- To everybody else it is gone already: others may have been promised its time.
        raise exception using
            errcode = 'KC003',
            message = 'The hold has run out.';
    end if;

    select roles
    into v_roles
    from data.booking_transitions
    where from_status = (p_booking).status and to_status = p_status;

    if not found then
        raise exception using
            errcode = 'KC002',
            message = format(
                'A booking that is %s cannot become %s.', (p_booking).status, p_status
            ),
            column = 'status';
    end if;

    if private.current_role_name() <> all(v_roles) then
        raise exception using
            errcode = 'KF001',
            message = 'Your role does not allow this.';
    end if;

    update data.bookings
    set
        status = p_status,
        hold_expires_at = null,
        lapses_at = null,
        version = version + 1,
        updated_at = now()
    where tenant_id = (p_booking).tenant_id and booking_id = (p_booking).booking_id
    returning * into v_booking;

    if v_booking.payment_status <> 'none' then
        -- Its money has followed it.
        select *
        into v_booking
        from data.bookings
        where tenant_id = (p_booking).tenant_id and booking_id = (p_booking).booking_id;
    end if;

    return v_booking;
end;
$$;

comment on function private.change_status is 'Move a booking on in its life.';

grant execute on function private.change_status to holdfast_api;
