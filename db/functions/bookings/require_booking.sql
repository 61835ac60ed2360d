-- The booking, if the caller may see it: owners and managers see all of their business, staff
-- those they lead, a guest the one whose manage token they bring, or its series', or that of the
-- waitlist's entry that accepted it. For everybody else it does not exist. With p_lock it is locked
-- for a change, and If-Match is honoured.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN003  booking-not-found
--             KP001  version-conflict

create function private.require_booking(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_lock boolean
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_booking data.bookings;
begin
    if not private.is_guest() then
        perform private.require_staff();
    end if;

    if p_lock then
        select *
        into v_booking
        from data.bookings
        where tenant_id = p_tenant_id and booking_id = p_booking_id
        for no key update;
    else
        select *
        into v_booking
        from data.bookings
        where tenant_id = p_tenant_id and booking_id = p_booking_id;
    end if;

    if not found or not coalesce(
        case v_claims ->> 'role'
            when 'owner' then true
            when 'manager' then true
            when 'staff' then private.leads(v_booking)
            when 'guest' then v_claims ->> 'manage_token'
            = private.manage_token(p_tenant_id, p_booking_id)
            or v_claims ->> 'manage_token'
            = private.manage_token(p_tenant_id, v_booking.series_id)
            or v_claims ->> 'manage_token' = (
                select private.manage_token(p_tenant_id, w.entry_id)
                from data.waitlist as w
                where
                    w.tenant_id = p_tenant_id
                    and w.booking_id = p_booking_id
                    and w.status = 'accepted'
            )
        end,
        false
    ) then
        raise exception using
            errcode = 'KN003',
            message = 'There is no such booking.';
    end if;

    if p_lock and v_claims ->> 'if_match' <> v_booking.version::text then
        raise exception using
            errcode = 'KP001',
            message = format('The booking has changed: it is at version %s.', v_booking.version);
    end if;

    return v_booking;
end;
$$;

comment on function private.require_booking is 'A booking that the caller may see.';

grant execute on function private.require_booking to holdfast_api;
