-- POST /v1/tenants/{slug}/bookings/{id}/cancel
-- POST /v1/bookings/{id}/cancel
--
-- Who cancelled is in the status, since fees depend on it. Customers may until the window that was
-- agreed when they booked; an unpaid hold can always be let go.
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KC002  wrong-state
--             KF001  forbidden
--             KV003  idempotency-mismatch
--             KV017  too-late-to-cancel

create function api.cancel_booking(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_as_customer constant boolean := private.current_role_name() = 'guest';
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
    v_freed_ids uuid[];
begin
    if v_answer is not null then
        perform private.require_booking(p_tenant_id, p_booking_id, false);
        return v_answer;
    end if;

    v_freed_ids := private.lock_freed(p_tenant_id, '{}', array[p_booking_id]);
    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);

    if v_as_customer and v_booking.status in ('pending', 'confirmed')
        and now() > v_booking.starts_at - make_interval(mins => v_booking.cancel_window_minutes)
    then
        raise exception using
            errcode = 'KV017',
            message = 'It is too late to cancel this booking. Please call.';
    end if;

    v_booking := private.change_status(
        v_booking,
        case when v_as_customer then 'cancelled_by_customer' else 'cancelled_by_business' end
    );

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, v_caller, private.answer_booking(v_booking));
end;
$$;

comment on function api.cancel_booking is
    'Cancel a booking; its time is free again at once, or goes to whoever waits for it.

Answers booking.';

alter function api.cancel_booking owner to holdfast_api;
grant execute on function api.cancel_booking to holdfast_web, holdfast_person;
