-- The template of a kind of notice in the language of a locale, else in that of the business, else
-- in English. Null: there is none.

create function private.whatsapp_template(
    p_templates jsonb,
    p_kind text,
    p_locale text,
    p_tenant_locale text
) returns jsonb
    language sql immutable parallel safe
    return coalesce(
        p_templates -> p_kind -> private.language_of(p_locale),
        p_templates -> p_kind -> private.language_of(p_tenant_locale),
        p_templates -> p_kind -> 'en'
    );

comment on function private.whatsapp_template is 'The template of a kind of notice.';

grant execute on function private.whatsapp_template to holdfast_api;
