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
    v_freed_ids uuid[] := '{}';
begin
    perform private.require_staff();

    if v_answer is not null then
        return v_answer;
    end if;

    -- Whoever is offered it may be offered something else that they wait for once they have it.
    if exists (
        select
        from data.waitlist
        where tenant_id = p_tenant_id and booking_id = p_booking_id and status = 'offered'
    ) then
        v_freed_ids := private.lock_freed(p_tenant_id, '{}', array[p_booking_id]);
    end if;

    v_booking := private.change_status(
        private.require_booking(p_tenant_id, p_booking_id, true), 'confirmed'
    );
    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, v_caller, private.answer_booking(v_booking));
end;
$$;

comment on function api.confirm_booking is
    'Accept a pending booking, or confirm a held one without payment.

Answers booking.';

alter function api.confirm_booking owner to holdfast_api;
grant execute on function api.confirm_booking to holdfast_web, holdfast_person;
