-- POST /v1/commission-rules
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN002  service-not-found
--             KN005  resource-not-found
--             KV003  idempotency-mismatch
--             KV022  money-invalid
--             KV151  tiers-invalid
--             commission_rules_of_one_thing  commission-rule-invalid

create function api.create_commission_rule(
    p_tenant_id uuid,
    p_basis_points data.basis_points default 0,
    p_fixed jsonb default null,
    p_tiers jsonb default '[]',
    p_resource_id uuid default null,
    p_service_id uuid default null,
    p_category data.short_text default null,
    p_effective_from data.local_date default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_rule data.commission_rules;
begin
    perform private.require_role('owner');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if p_resource_id is not null then
        perform private.require_resource(p_tenant_id, p_resource_id, false);
    end if;

    if p_service_id is not null then
        perform private.require_service(p_tenant_id, p_service_id, false);
    end if;

    insert into data.commission_rules (
        tenant_id, resource_id, service_id, category, basis_points, fixed_minor, tiers,
        effective_from
    )
    values (
        p_tenant_id, p_resource_id, p_service_id, p_category, p_basis_points,
        coalesce(private.money_of(p_tenant_id, p_fixed, 'fixed'), 0),
        private.read_tiers(p_tenant_id, p_tiers),
        coalesce(p_effective_from, (
            select (now() at time zone t.time_zone)::date
            from data.tenants as t
            where t.tenant_id = p_tenant_id
        ))
    )
    returning * into v_rule;

    return private.remember(p_tenant_id, 'staff', private.commission_rule_json(v_rule));
end;
$$;

comment on function api.create_commission_rule is
    'Say what staff earn of the visits that they lead.

Of all rules that are for a visit, one counts: that of this member and this service; else of this
member and this category, of this member, of this service, of this category, of everybody; of
several alike the one in force from the latest day. Without effective_from it is in force today.

tiers are for more of a month: [{"from": {"amount", "currency"}, "basis_points"}]. What a member
brings in below the first has basis_points.

Answers commission_rule.';

alter function api.create_commission_rule owner to holdfast_api;
grant execute on function api.create_commission_rule to holdfast_web, holdfast_person;
