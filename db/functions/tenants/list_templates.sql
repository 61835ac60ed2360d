-- GET /v1/templates
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_templates(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_rows jsonb;
begin
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.template_json(t),
        'keys', jsonb_build_array(t.kind, t.locale)
    ) order by t.kind, t.locale)
    into v_rows
    from (
        select k.*
        from data.templates as k
        where
            k.tenant_id = p_tenant_id
            and (v_after is null or (k.kind, k.locale) > (v_after[1], v_after[2]))
        order by k.kind, k.locale
        limit p_limit + 1
    ) as t;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_templates is
    'What the business writes to its customers and staff, on each occasion and in each language.

Answers a page of template.';

alter function api.list_templates owner to holdfast_api;
grant execute on function api.list_templates to holdfast_web, holdfast_person;
