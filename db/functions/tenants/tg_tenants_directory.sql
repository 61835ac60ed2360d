-- The directory follows the tenants, so that a slug can be looked up before a tenant is known.

create function private.tg_tenants_directory() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.directory (tenant_id, slug, name, preset, status, pending_until)
    values (new.tenant_id, new.slug, new.name, new.preset, new.status, new.pending_until)
    on conflict (tenant_id) do update
    set
        slug = excluded.slug,
        name = excluded.name,
        preset = excluded.preset,
        status = excluded.status,
        pending_until = excluded.pending_until;

    return null;
end;
$$;

comment on function private.tg_tenants_directory is 'Keep the directory of tenants.';

create trigger _200_directory after insert or update on data.tenants
for each row execute function private.tg_tenants_directory();
