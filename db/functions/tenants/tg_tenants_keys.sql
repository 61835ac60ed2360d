-- Every tenant has keys from its first moment.

create function private.tg_tenants_keys() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.tenant_keys (tenant_id) values (new.tenant_id);
    return null;
end;
$$;

comment on function private.tg_tenants_keys is 'Make the keys of a new tenant.';

create trigger _100_keys after insert on data.tenants
for each row execute function private.tg_tenants_keys();
