-- PATCH /v1/templates/{kind}/{locale}
--
-- Fails with  KA001                        not-signed-in
--             KF001                        forbidden
--             KN020                        template-not-found
--             templates_subject_is_a_line  subject-invalid
--             templates_whole              template-incomplete

create function api.update_template(
    p_tenant_id uuid,
    p_kind data.template_kind,
    p_locale data.template_locale,
    p_subject data.template_text default null,
    p_body data.template_text default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_template data.templates;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_template(p_tenant_id, p_kind, p_locale);

    update data.templates
    set
        subject = private.patched(p_clear, 'subject', p_subject, subject),
        body = private.patched(p_clear, 'body', p_body, body),
        updated_at = now()
    where tenant_id = p_tenant_id and kind = p_kind and locale = p_locale
    returning * into v_template;

    return private.template_json(v_template);
end;
$$;

comment on function api.update_template is
    'Change what the business writes to its customers or staff.

Only placeholders that are known can stand in it. Subject and text are there or not together: without
them our own text stands.

Answers template.';

alter function api.update_template owner to holdfast_api;
grant execute on function api.update_template to holdfast_web, holdfast_person;
