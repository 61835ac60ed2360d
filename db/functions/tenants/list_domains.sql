-- GET /v1/domains
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_domains(
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
        'item', private.domain_json(d),
        'keys', jsonb_build_array(d.domain_id)
    ) order by d.domain_id)
    into v_rows
    from (
        select k.*
        from data.domains as k
        where
            k.tenant_id = p_tenant_id
            and (v_after is null or k.domain_id > v_after[1]::uuid)
        order by k.domain_id
        limit p_limit + 1
    ) as d;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_domains is
    'The hosts that the business has claimed.

Answers a page of domain.';

alter function api.list_domains owner to holdfast_api;
grant execute on function api.list_domains to holdfast_web, holdfast_person;
