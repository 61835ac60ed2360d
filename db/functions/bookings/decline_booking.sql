-- POST /v1/bookings/{id}/decline
--
-- Only for a booking that waits to be accepted.
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KC002  wrong-state
--             KC003  hold-expired
--             KF001  forbidden
--             KA001  not-signed-in
--             KV003  idempotency-mismatch

create function api.decline_booking(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
    v_freed_ids uuid[];
begin
    perform private.require_staff();

    if v_answer is not null then
        return v_answer;
    end if;

    v_freed_ids := private.lock_freed(p_tenant_id, '{}', array[p_booking_id]);
    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);
    v_booking := private.change_status(v_booking, 'declined');
    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, v_caller, private.answer_booking(v_booking));
end;
$$;

comment on function api.decline_booking is
    'Decline a pending booking; its time is free again, or goes to whoever waits for it.

Answers booking.';

alter function api.decline_booking owner to holdfast_api;
grant execute on function api.decline_booking to holdfast_web, holdfast_person;
