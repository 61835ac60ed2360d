-- PATCH /v1/commission-rules/{id}
--
-- What was earned stays as it was: commissions are worked out when a visit is completed.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN150  commission-rule-not-found
--             KV022  money-invalid
--             KV151  tiers-invalid

create function api.update_commission_rule(
    p_tenant_id uuid,
    p_rule_id uuid,
    p_basis_points data.basis_points default null,
    p_fixed jsonb default null,
    p_tiers jsonb default null,
    p_effective_from data.local_date default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_rule data.commission_rules;
begin
    perform private.require_role('owner');
    perform private.require_commission_rule(p_tenant_id, p_rule_id);

    update data.commission_rules
    set
        basis_points = private.patched(p_clear, 'basis_points', p_basis_points, basis_points),
        fixed_minor = private.patched(
            p_clear, 'fixed', private.money_of(p_tenant_id, p_fixed, 'fixed'), fixed_minor
        ),
        tiers = private.patched(
            p_clear, 'tiers', private.read_tiers(p_tenant_id, p_tiers), tiers
        ),
        effective_from = private.patched(
            p_clear, 'effective_from', p_effective_from::date, effective_from
        )
    where tenant_id = p_tenant_id and rule_id = p_rule_id
    returning * into v_rule;

    return private.commission_rule_json(v_rule);
end;
$$;

comment on function api.update_commission_rule is
    'Change how much staff earn, of visits to be completed.

Answers commission_rule.';

alter function api.update_commission_rule owner to holdfast_api;
grant execute on function api.update_commission_rule to holdfast_web, holdfast_person;
