-- POST /v1/tenants/{slug}/bookings
-- POST /v1/bookings
--
-- Two callers may race for the same slot: the constraints let one of them through, and
-- private.reserve is written so that the other learns it at once. A booking that is to be paid
-- online is held first and paid for then; an unpaid hold lapses by itself.
--
-- Fails with  KF002  tenant-suspended
--             KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN004  customer-not-found
--             KV003  idempotency-mismatch
--             KV004  customer-invalid
--             KL001  too-many-holds
--             KV015  customer-limit-reached
--             and what private.refuse_slot says: KC001, KV010, KV011, KV012, KV013, KV014
--             and what private.spend says: KC120, KC170, KC171, KC175, KF170, KN170, KN173, KV170

create function api.create_booking(
    p_tenant_id uuid,
    p_service_id uuid,
    p_starts_at data.instant,
    p_customer jsonb,
    p_resource_id uuid default null,
    p_location_id uuid default null,
    p_party_size data.seat_count default 1,
    p_note data.long_text default null,
    p_locale data.locale_tag default null,
    p_phone_e164 data.phone_e164 default null,
    p_gift_card_code text default null,
    p_use_package boolean default null,
    p_use_credit boolean default false,
    p_reward_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_as_customer constant boolean := private.current_role_name() = 'guest';
    v_contact api.contact;
    v_caller text;
    v_answer jsonb;
    v_offers private.offer[];
    v_booking data.bookings;
    v_window record;
begin
    if v_as_customer is distinct from true then
        perform private.require_staff();
    end if;

    v_contact := private.contact_of(p_customer, v_as_customer);
    v_caller := 'guest:' || v_contact.email;
    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    v_offers := private.offers_for(
        p_tenant_id, p_service_id, p_resource_id, p_location_id, v_as_customer
    );
    v_booking := private.draft_booking(
        p_tenant_id, v_contact, coalesce(p_locale, v_offers[1].locale), v_as_customer, p_phone_e164
    );
    v_booking.service_id := p_service_id;
    v_booking.starts_at := p_starts_at;
    v_booking.any_resource := p_resource_id is null;
    v_booking.party_size := p_party_size;
    v_booking.note := p_note;

    if v_as_customer then
        perform private.require_customer_limits(v_booking, v_offers);
    end if;

    v_window := private.booking_window(v_offers[1], v_as_customer);
    v_booking := private.reserve(
        v_booking, v_offers, v_window.earliest, v_window.latest, v_as_customer
    );
    v_booking := private.spend_at_booking(
        v_booking, row(p_gift_card_code, p_use_package, p_use_credit, p_reward_id)
    );

    v_answer := private.answer_booking(v_booking) || jsonb_build_object(
        'manage_token', private.manage_token(p_tenant_id, v_booking.booking_id)
    );

    return private.remember(p_tenant_id, v_caller, v_answer);
end;
$$;

comment on function api.create_booking is
    'Book a service, or hold it until it is paid.

With resource_id it is that person or table, without it whoever is free and has had the fewest
bookings that week. Of two who want the same time, one gets it; the other gets 409 slot-taken with
the nearest alternatives.

It can be paid with what is there already, as by POST /v1/bookings/{id}/redeem: gift_card_code,
use_package, use_credit, reward_id. If nothing is due then, it is confirmed at once. For packages,
credit and rewards a guest brings the token of the customer''s wallet.

Answers booking.';

alter function api.create_booking owner to holdfast_api;
grant execute on function api.create_booking to holdfast_web, holdfast_person;
