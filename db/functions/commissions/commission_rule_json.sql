-- The one shape a rule for commissions has outside the database.

create function private.commission_rule_json(p_rule data.commission_rules) returns jsonb
    language sql stable parallel safe
    set search_path = ''
as $$
    select to_jsonb(row(
        p_rule.rule_id,
        p_rule.resource_id,
        p_rule.service_id,
        p_rule.category,
        p_rule.basis_points,
        row(p_rule.fixed_minor, t.currency)::api.money,
        array(
            select row(
                row((e.tier ->> 'from_minor')::bigint, t.currency)::api.money,
                (e.tier ->> 'basis_points')::integer
            )::api.commission_tier
            from jsonb_array_elements(p_rule.tiers) with ordinality as e (tier, nth)
            order by e.nth
        ),
        p_rule.effective_from,
        private.utc(p_rule.created_at)
    )::api.commission_rule)
    from data.tenants as t
    where t.tenant_id = p_rule.tenant_id;
$$;

comment on function private.commission_rule_json is 'A rule for commissions as clients see it.';

grant execute on function private.commission_rule_json to holdfast_api;
