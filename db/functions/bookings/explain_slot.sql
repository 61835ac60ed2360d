-- GET /v1/tenants/{slug}/availability/explain
--
-- The search, asked about one start: what it says here is what a booking would be refused for.
--
-- Fails with  KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found

create function api.explain_slot(
    p_tenant_id uuid,
    p_service_id uuid,
    p_resource_id uuid,
    p_starts_at data.instant,
    p_party_size data.seat_count default 1
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_offer constant private.offer := (private.offers_for(
        p_tenant_id, p_service_id, p_resource_id, null, private.current_role_name() = 'guest'
    ))[1];
    v_window record;
    v_reasons jsonb;
begin
    v_window := private.booking_window(v_offer, true);

    select coalesce(jsonb_agg(to_jsonb(
        row(r.code, private.utc(r.starts_at), private.utc(r.ends_at))::api.reason
    ) order by r.starts_at nulls first, r.code), '[]')
    into v_reasons
    from private.slot_reasons(
        p_tenant_id, v_offer, p_starts_at::timestamptz, p_party_size,
        v_window.earliest, v_window.latest, true
    ) as r;

    return jsonb_build_object('free', v_reasons = '[]', 'reasons', v_reasons);
end;
$$;

comment on function api.explain_slot is
    'Why a service can, or cannot, be booked with a resource at a moment.

Answers explanation.';

alter function api.explain_slot owner to holdfast_api;
grant execute on function api.explain_slot to holdfast_web, holdfast_person;
