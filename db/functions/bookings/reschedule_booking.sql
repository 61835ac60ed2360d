-- POST /v1/tenants/{slug}/bookings/{id}/reschedule
-- POST /v1/bookings/{id}/reschedule
--
-- The same booking at another time: its id and terms stay, its version rises. Without a resource
-- it stays with whoever has it, or with anyone if that was the wish.
--
-- Fails with  KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN003  booking-not-found
--             KP001  version-conflict
--             KC002  wrong-state
--             KC003  hold-expired
--             KV003  idempotency-mismatch
--             KV015  customer-limit-reached
--             KV016  too-late-to-reschedule
--             KV018  other-terms
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
    v_booking.ends_at := p_starts_at::timestamptz + (v_booking.ends_at - v_booking.starts_at);
    v_booking.starts_at := p_starts_at;
    v_offers := private.offers_for(
        p_tenant_id,
        v_booking.service_id,
        coalesce(
            p_resource_id, case when not v_booking.any_resource then v_booking.resource_id end
        ),
        v_booking.location_id,
        v_as_customer
    );

    if v_as_customer then
        v_offers := private.on_equal_terms(v_offers, v_booking);
        perform private.require_customer_limits(v_booking, v_offers);
    end if;

    v_booking.version := v_booking.version + 1;
    v_freed_ids := private.freed_by(p_tenant_id, '{}', array[p_booking_id]);
    perform private.lock_visit(
        v_booking, v_offers, private.around_freed(p_tenant_id, v_freed_ids)
    );
    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);

    if v_booking.status not in ('held', 'pending', 'confirmed') then
        raise exception using
            errcode = 'KC002',
            message = format('A booking that is %s cannot be moved.', v_booking.status);
    end if;

    if private.lapses_at(v_booking) <= clock_timestamp() then
        raise exception using
            errcode = 'KC003',
            message = 'The hold has run out.';
    end if;

    if v_as_customer and now() > v_booking.starts_at
        - make_interval(mins => v_booking.reschedule_window_minutes)
    then
        raise exception using
            errcode = 'KV016',
            message = 'It is too late to move this booking. Please call.',
            column = 'starts_at';
    end if;

    v_window := private.booking_window(v_offers[1], v_as_customer);
    v_booking.ends_at := p_starts_at::timestamptz + (v_booking.ends_at - v_booking.starts_at);
    v_booking.starts_at := p_starts_at;
    v_booking.version := v_booking.version + 1;
    v_offers := array(select private.as_agreed(o, v_booking) from unnest(v_offers) as o);
    v_booking := private.reserve(
        v_booking, v_offers, v_window.earliest, v_window.latest, v_as_customer
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
