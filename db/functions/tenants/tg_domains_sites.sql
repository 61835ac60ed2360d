-- The sites follow the domains that are verified, so that a host can be looked up before a tenant
-- is known.

create function private.tg_domains_sites() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.sites (tenant_id, host)
    values (new.tenant_id, new.host)
    on conflict (tenant_id, host) do nothing;

    return null;
end;
$$;

comment on function private.tg_domains_sites is 'Keep the sites of verified domains.';

create trigger _200_sites after insert or update on data.domains
for each row when (new.verified_at is not null)
execute function private.tg_domains_sites();
