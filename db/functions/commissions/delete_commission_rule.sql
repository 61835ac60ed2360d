-- DELETE /v1/commission-rules/{id}
--
-- Archived: what was earned by it stays.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN150  commission-rule-not-found

create function api.delete_commission_rule(p_tenant_id uuid, p_rule_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner');
    perform private.require_commission_rule(p_tenant_id, p_rule_id);

    update data.commission_rules
    set archived_at = now()
    where tenant_id = p_tenant_id and rule_id = p_rule_id;
end;
$$;

comment on function api.delete_commission_rule is
    'Have a rule for commissions be in force no longer.

Answers nothing.';

alter function api.delete_commission_rule owner to holdfast_api;
grant execute on function api.delete_commission_rule to holdfast_web, holdfast_person;
