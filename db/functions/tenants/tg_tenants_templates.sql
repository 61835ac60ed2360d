-- Every business has texts from its first moment.

create function private.tg_tenants_templates() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.add_templates(new.tenant_id, new.preset);
    return null;
end;
$$;

comment on function private.tg_tenants_templates is 'Give a new tenant the e-mails of its preset.';

create trigger _300_templates after insert on data.tenants
for each row execute function private.tg_tenants_templates();
