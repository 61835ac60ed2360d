-- Gives a business the e-mails of its preset that it does not have.

create function private.add_templates(p_tenant_id uuid, p_preset text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.templates (tenant_id, kind, locale, subject, body)
    select p_tenant_id, t.kind, t.locale, t.subject, t.body
    from private.preset_templates(p_preset) as t
    on conflict (tenant_id, kind, locale) do nothing;
end;
$$;

comment on function private.add_templates is 'Give a business the e-mails of its preset.';

grant execute on function private.add_templates to holdfast_api;
