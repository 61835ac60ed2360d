-- GET /v1/commission-rules
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_commission_rules(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_role('owner', 'manager');

    select jsonb_agg(jsonb_build_object(
        'item', private.commission_rule_json(r),
        'keys', jsonb_build_array(r.rule_id)
    ) order by r.rule_id)
    into v_rows
    from (
        select k.*
        from data.commission_rules as k
        where
            k.tenant_id = p_tenant_id
            and k.archived_at is null
            and (v_after is null or k.rule_id > v_after[1]::uuid)
        order by k.rule_id
        limit p_limit + 1
    ) as r;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_commission_rules is
    'The rules for commissions that are in force, or will be.

Answers a page of commission_rule.';

alter function api.list_commission_rules owner to holdfast_api;
grant execute on function api.list_commission_rules to holdfast_web, holdfast_person;
