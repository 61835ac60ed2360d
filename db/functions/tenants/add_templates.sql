-- Gives a business the texts of its preset that it does not have. What else there are notices of it
-- can say in its own words.

create function private.add_templates(p_tenant_id uuid, p_preset text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.templates (tenant_id, kind, locale, subject, body)
    select p_tenant_id, t.kind, t.locale, t.subject, t.body
    from private.preset_templates(p_preset) as t
    on conflict (tenant_id, kind, locale) do nothing;

    insert into data.templates (tenant_id, kind, locale)
    select p_tenant_id, k.kind, l.locale
    from private.notice_kinds() as k
    cross join unnest('{en,it,pl,da}'::text[]) as l (locale)
    on conflict (tenant_id, kind, locale) do nothing;
end;
$$;

comment on function private.add_templates is 'Give a business the texts of its preset.';

grant execute on function private.add_templates to holdfast_api;
