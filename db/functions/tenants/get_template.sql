-- GET /v1/templates/{kind}/{locale}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN020  template-not-found

create function api.get_template(
    p_tenant_id uuid,
    p_kind data.template_kind,
    p_locale data.template_locale
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();
    return private.template_json(private.require_template(p_tenant_id, p_kind, p_locale));
end;
$$;

comment on function api.get_template is
    'What the business writes to its customers or staff on one occasion, in one language.

Answers template.';

alter function api.get_template owner to holdfast_api;
grant execute on function api.get_template to holdfast_web, holdfast_person;
