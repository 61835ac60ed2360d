-- A rule for commissions that is in force.
--
-- Fails with  KN150  commission-rule-not-found

create function private.require_commission_rule(p_tenant_id uuid, p_rule_id uuid)
returns data.commission_rules
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_rule data.commission_rules;
begin
    select *
    into v_rule
    from data.commission_rules
    where tenant_id = p_tenant_id and rule_id = p_rule_id and archived_at is null;

    if not found then
        raise exception using
            errcode = 'KN150',
            message = 'There is no such rule.';
    end if;

    return v_rule;
end;
$$;

comment on function private.require_commission_rule is 'A rule for commissions that is in force.';

grant execute on function private.require_commission_rule to holdfast_api;
