-- GET /v1/presets
--
-- For everybody: who wants to open a business chooses one.
--
-- Fails with  KV002  cursor-unreadable

create function api.list_presets(
    p_tenant_id uuid,
    p_locale data.locale_tag default 'en',
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
    select jsonb_agg(jsonb_build_object(
        'item', private.preset_json(
            d.preset, private.preset_document(d.preset, p_locale)
        ),
        'keys', jsonb_build_array(d.preset)
    ) order by d.preset)
    into v_rows
    from (
        select p.preset
        from data.presets as p
        where v_after is null or p.preset > v_after[1]
        order by p.preset
        limit p_limit + 1
    ) as d;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_presets is
    'Kinds of business, and what each starts with.

In English, Italian, Polish or Danish, whichever locale says; in English if it says another.

Answers a page of preset.';

alter function api.list_presets owner to holdfast_api;
grant execute on function api.list_presets to holdfast_web, holdfast_person;
