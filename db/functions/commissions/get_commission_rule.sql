-- GET /v1/commission-rules/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN150  commission-rule-not-found

create function api.get_commission_rule(p_tenant_id uuid, p_rule_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');

    return private.commission_rule_json(private.require_commission_rule(p_tenant_id, p_rule_id));
end;
$$;

comment on function api.get_commission_rule is
    'One rule for commissions.

Answers commission_rule.';

alter function api.get_commission_rule owner to holdfast_api;
grant execute on function api.get_commission_rule to holdfast_web, holdfast_person;
