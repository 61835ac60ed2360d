-- POST /v1/tenants/{slug}/bookings/{id}/reschedule
-- POST /v1/bookings/{id}/reschedule
--
-- The same booking at another time: its id and terms stay, its version rises; and who moves their
-- own does not come by better terms of cancelling it (private.notice_of). Without a resource
-- it stays with whoever has it, or with anyone if that was the wish.
--
-- Fails with  KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN003  booking-not-found
--             KP001  version-conflict
--             KV003  idempotency-mismatch
--             KV015  customer-limit-reached
--             KV018  other-terms
--             what private.require_movable says: KC002, KC003, KV016
--             and what private.refuse_slot says: KC001, KV010, KV011, KV012, KV013, KV014

create function api.reschedule_booking(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_starts_at data.instant,
    p_resource_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_as_customer constant boolean := private.current_role_name() = 'guest';
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
    v_moved data.bookings;
    v_offers private.offer[];
    v_window record;
    v_freed_ids uuid[];
begin
    if v_answer is not null then
        perform private.require_booking(p_tenant_id, p_booking_id, false);
        return v_answer;
    end if;

    -- Only whoever moves a booking changes what it occupies, and they take turns here. Then come
    -- the calendars, and then the booking: others wait for bookings while they have calendars.
    perform private.lock_resources(p_tenant_id, '{}', array[p_booking_id]);
    v_booking := private.require_booking(p_tenant_id, p_booking_id, false);
    v_moved := private.moved_to(v_booking, p_starts_at::timestamptz);
    v_offers := private.offers_to_move(v_moved, p_resource_id, v_as_customer);

    if v_as_customer then
        perform private.require_customer_limits(v_moved, v_offers);
    end if;

    v_freed_ids := private.freed_by(p_tenant_id, '{}', array[p_booking_id]);
    perform private.lock_visit(
        v_moved, v_offers, private.around_freed(p_tenant_id, v_freed_ids)
    );
    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);
    perform private.require_movable(v_booking, v_as_customer);

    if v_as_customer then
        v_booking := private.on_notice(v_booking);
    end if;

    v_window := private.booking_window(v_offers[1], v_as_customer);
    v_booking := private.reserve(
        private.moved_to(v_booking, p_starts_at::timestamptz),
        v_offers,
        v_window.earliest,
        v_window.latest,
        v_as_customer
    );

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, v_caller, private.answer_booking(v_booking));
end;
$$;

comment on function api.reschedule_booking is
    'Move a booking to another time, and perhaps to another resource.

The time that it leaves is free again, or goes to whoever waits for it.

Answers booking.';

alter function api.reschedule_booking owner to holdfast_api;
grant execute on function api.reschedule_booking to holdfast_web, holdfast_person;
