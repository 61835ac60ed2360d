-- DELETE /v1/templates/{kind}/{locale}
--
-- What the business wrote goes; what its preset says today comes in its place, or our own text if
-- that says nothing.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN020  template-not-found

create function api.delete_template(
    p_tenant_id uuid,
    p_kind data.template_kind,
    p_locale data.template_locale
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_template(p_tenant_id, p_kind, p_locale);

    update data.templates as t
    set subject = p.subject, body = p.body, updated_at = null
    from data.tenants as b
    left join lateral private.preset_templates(b.preset) as p
        on p.kind = p_kind and p.locale = p_locale
    where
        t.tenant_id = p_tenant_id
        and t.kind = p_kind
        and t.locale = p_locale
        and b.tenant_id = p_tenant_id;
end;
$$;

comment on function api.delete_template is
    'Write again what the preset says, or nothing, so that our own text stands.

Answers nothing.';

alter function api.delete_template owner to holdfast_api;
grant execute on function api.delete_template to holdfast_web, holdfast_person;
