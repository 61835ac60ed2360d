-- GET /v1/slugs/{wanted}
--
-- For everybody. That a slug is free is true now; who opens a business learns it anew.

create function api.get_slug(p_tenant_id uuid, p_wanted data.short_text) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_slug constant text := lower(p_wanted);
    v_reason constant text := private.slug_reason(v_slug);
begin
    return to_jsonb(row(
        v_slug,
        v_reason is null,
        v_reason,
        case when v_reason is null then '{}' else private.slug_suggestions(v_slug) end
    )::api.slug_check);
end;
$$;

comment on function api.get_slug is
    'Whether a business can have a name in URLs, and if not, which ones like it.

Answers slug_check.';

alter function api.get_slug owner to holdfast_api;
grant execute on function api.get_slug to holdfast_web, holdfast_person;
