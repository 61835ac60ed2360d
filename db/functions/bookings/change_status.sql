-- Moves a booking on in its life, by the table of transitions: the trigger asks whether the step
-- exists at all, this function whether the caller may take it.
--
-- Fails with  KN003, KP001  as private.require_booking
--             KC002         wrong-state
--             KF001         forbidden
--             KC003         hold-expired

create function private.change_status(p_booking data.bookings, p_status text)
returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
    v_roles text [];
begin
    select roles
    into v_roles
    from data.booking_transitions
    where from_status = (p_booking).status and to_status = p_status;

    if found and private.current_role_name() <> all(v_roles) then
        raise exception using
            errcode = 'KF001',
            message = 'Your role does not allow this.';
    end if;

    update data.bookings
    set
        status = p_status,
        hold_expires_at = null,
        version = version + 1,
        updated_at = now()
    where tenant_id = (p_booking).tenant_id and booking_id = (p_booking).booking_id
    returning * into v_booking;

    return v_booking;
end;
$$;

comment on function private.change_status is 'Move a booking on in its life.';

grant execute on function private.change_status to holdfast_api;
