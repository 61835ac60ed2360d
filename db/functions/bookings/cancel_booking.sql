-- POST /v1/tenants/{slug}/bookings/{id}/cancel
-- POST /v1/bookings/{id}/cancel
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KV003  idempotency-mismatch
--             and what private.call_off says: KC002, KC130, KF001, KV017

create function api.cancel_booking(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_accept_fee boolean default false
) returns jsonb
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
    v_booking := private.call_off(
        private.require_booking(p_tenant_id, p_booking_id, true), v_as_customer, p_accept_fee
    );
    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, v_caller, private.answer_booking(v_booking));
end;
$$;

comment on function api.cancel_booking is
    'Cancel a booking; its time is free again at once, or goes to whoever waits for it.

What was paid goes back as the booking''s refund_policy says. A customer who is too late for the
cancel window may cancel still where it says what that costs: without accept_fee the answer is 409
late-cancel-fee, which names the fee and what would go back.

Answers booking.';

alter function api.cancel_booking owner to holdfast_api;
grant execute on function api.cancel_booking to holdfast_web, holdfast_person;
