-- POST /v1/bookings/{id}/confirm
--
-- A held booking is confirmed by its payment; staff may also do it by hand.
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KC002  wrong-state
--             KC003  hold-expired
--             KF001  forbidden
--             KA001  not-signed-in
--             KV003  idempotency-mismatch

create function api.confirm_booking(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
begin
    perform private.require_staff();

    if v_answer is not null then
        return v_answer;
    end if;

    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);

    return private.remember(
        p_tenant_id,
        v_caller,
        private.answer_booking(private.change_status(v_booking, 'confirmed'))
    );
end;
$$;

comment on function api.confirm_booking is
    'Accept a pending booking, or confirm a held one without payment.

Answers booking.';

alter function api.confirm_booking owner to holdfast_api;
grant execute on function api.confirm_booking to holdfast_web, holdfast_person;
