-- POST /v1/services
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV003  idempotency-mismatch
--             KV021  requirements-invalid
--             KV022  money-invalid

create function api.create_service(
    p_tenant_id uuid,
    p_name data.short_text,
    p_duration_minutes data.duration_minutes,
    p_requirements jsonb,
    p_lead_terms jsonb default '[]',
    p_description data.long_text default null,
    p_category data.short_text default null,
    p_buffer_before_minutes data.buffer_minutes default 0,
    p_buffer_after_minutes data.buffer_minutes default 0,
    p_price jsonb default null,
    p_deposit jsonb default null,
    p_pay_online boolean default false,
    p_capacity data.seat_count default 1,
    p_needs_acceptance boolean default false,
    p_slot_minutes data.duration_minutes default null,
    p_notice_minutes data.window_minutes default null,
    p_horizon_days integer default null,
    p_max_per_day data.seat_count default null,
    p_is_public boolean default true,
    p_refund_policy data.refund_policy default null,
    p_card_required boolean default false,
    p_tax_basis_points data.basis_points default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_service data.services;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    insert into data.services (
        tenant_id, name, description, category, duration_minutes, buffer_before_minutes,
        buffer_after_minutes, price_minor, deposit_minor, pay_online, capacity, needs_acceptance,
        slot_minutes, notice_minutes, horizon_days, max_per_day, is_public, refund_policy,
        card_required, tax_basis_points
    )
    values (
        p_tenant_id, p_name, p_description, p_category, p_duration_minutes,
        p_buffer_before_minutes, p_buffer_after_minutes,
        coalesce(private.money_of(p_tenant_id, p_price, 'price'), 0),
        coalesce(private.money_of(p_tenant_id, p_deposit, 'deposit'), 0),
        p_pay_online, p_capacity, p_needs_acceptance, p_slot_minutes, p_notice_minutes,
        p_horizon_days, p_max_per_day, p_is_public, p_refund_policy, p_card_required,
        p_tax_basis_points
    )
    returning * into v_service;

    perform private.set_requirements(p_tenant_id, v_service.service_id, p_requirements);
    perform private.set_lead_terms(p_tenant_id, v_service.service_id, p_lead_terms);

    return private.remember(p_tenant_id, 'staff', private.service_json(v_service));
end;
$$;

comment on function api.create_service is
    'Add a service that customers can book.

requirements says what a visit needs: one to nine parts, each {"resource_ids": […], "quantity": 1}.
The first part leads: it is booked in the calendar of one of its resources. lead_terms are for leads
that take longer, or cost more, than the service says: {"resource_id", "duration_minutes",
"price"}.

Answers service.';

alter function api.create_service owner to holdfast_api;
grant execute on function api.create_service to holdfast_web, holdfast_person;
