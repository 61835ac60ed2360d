-- PATCH /v1/services/{id}
--
-- Bookings keep the terms they were made on.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN002  service-not-found
--             KV021  requirements-invalid
--             KV022  money-invalid

create function api.update_service(
    p_tenant_id uuid,
    p_service_id uuid,
    p_name data.short_text default null,
    p_duration_minutes data.duration_minutes default null,
    p_requirements jsonb default null,
    p_lead_terms jsonb default null,
    p_description data.long_text default null,
    p_category data.short_text default null,
    p_buffer_before_minutes data.buffer_minutes default null,
    p_buffer_after_minutes data.buffer_minutes default null,
    p_price jsonb default null,
    p_deposit jsonb default null,
    p_pay_online boolean default null,
    p_capacity data.seat_count default null,
    p_needs_acceptance boolean default null,
    p_slot_minutes data.duration_minutes default null,
    p_notice_minutes data.window_minutes default null,
    p_horizon_days integer default null,
    p_max_per_day data.seat_count default null,
    p_is_public boolean default null,
    p_refund_policy data.refund_policy default null,
    p_card_required boolean default null,
    p_tax_basis_points data.basis_points default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_service data.services;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_service(p_tenant_id, p_service_id, true);

    update data.services
    set
        name = private.patched(p_clear, 'name', p_name, name),
        description = private.patched(p_clear, 'description', p_description, description),
        category = private.patched(p_clear, 'category', p_category, category),
        duration_minutes = private.patched(
            p_clear, 'duration_minutes', p_duration_minutes, duration_minutes
        ),
        buffer_before_minutes = private.patched(
            p_clear, 'buffer_before_minutes', p_buffer_before_minutes, buffer_before_minutes
        ),
        buffer_after_minutes = private.patched(
            p_clear, 'buffer_after_minutes', p_buffer_after_minutes, buffer_after_minutes
        ),
        price_minor = private.patched(
            p_clear, 'price', private.money_of(p_tenant_id, p_price, 'price'), price_minor
        ),
        deposit_minor = private.patched(
            p_clear, 'deposit', private.money_of(p_tenant_id, p_deposit, 'deposit'), deposit_minor
        ),
        pay_online = private.patched(p_clear, 'pay_online', p_pay_online, pay_online),
        capacity = private.patched(p_clear, 'capacity', p_capacity, capacity),
        needs_acceptance = private.patched(
            p_clear, 'needs_acceptance', p_needs_acceptance, needs_acceptance
        ),
        slot_minutes = private.patched(p_clear, 'slot_minutes', p_slot_minutes, slot_minutes),
        notice_minutes = private.patched(
            p_clear, 'notice_minutes', p_notice_minutes, notice_minutes
        ),
        horizon_days = private.patched(p_clear, 'horizon_days', p_horizon_days, horizon_days),
        max_per_day = private.patched(p_clear, 'max_per_day', p_max_per_day, max_per_day),
        is_public = private.patched(p_clear, 'is_public', p_is_public, is_public),
        refund_policy = private.patched(p_clear, 'refund_policy', p_refund_policy, refund_policy),
        card_required = private.patched(p_clear, 'card_required', p_card_required, card_required),
        tax_basis_points = private.patched(
            p_clear, 'tax_basis_points', p_tax_basis_points, tax_basis_points
        )
    where tenant_id = p_tenant_id and service_id = p_service_id
    returning * into v_service;

    if p_requirements is not null or p_clear ? 'requirements' then
        perform private.set_requirements(p_tenant_id, p_service_id, p_requirements);
    end if;

    if p_lead_terms is not null or p_clear ? 'lead_terms' then
        perform private.set_lead_terms(p_tenant_id, p_service_id, coalesce(p_lead_terms, '[]'));
    end if;

    -- More leads, places or starts may suit somebody who waits. That is asked only now that it is
    -- known who leads: nobody who has a calendar waits for what was written until here.
    perform private.offer_freed(p_tenant_id, private.lock_freed(p_tenant_id, array(
        select resource_id
        from data.candidates
        where tenant_id = p_tenant_id and service_id = p_service_id
    )));

    return private.service_json(v_service);
end;
$$;

comment on function api.update_service is
    'Change a service, for bookings to come.

requirements, if given, replaces all parts; leads that stay keep their terms. lead_terms, if given,
replaces those of all leads.

Answers service.';

alter function api.update_service owner to holdfast_api;
grant execute on function api.update_service to holdfast_web, holdfast_person;
