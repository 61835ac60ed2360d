-- The one shape a template has outside the database.

create function private.template_json(p_template data.templates) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_template).kind,
        (p_template).locale,
        (p_template).subject,
        (p_template).body,
        private.utc((p_template).updated_at)
    )::api.template);

comment on function private.template_json is 'A template as clients see it.';

grant execute on function private.template_json to holdfast_api;
