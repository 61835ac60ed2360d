-- Every tenant's rules are applied, from its second day on.

create function private.tg_tenants_retention() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.retention_runs (tenant_id) values (new.tenant_id);
    return null;
end;
$$;

comment on function private.tg_tenants_retention is 'Have a new tenant''s rules applied.';

create trigger _100_retention after insert on data.tenants
for each row execute function private.tg_tenants_retention();
