-- Without a key the links in the mails of a business mean nothing. For a superuser: keys are read
-- by nobody else.

create function private.violated_tenant_has_keys()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select t.tenant_id, t.tenant_id, 'no row in data.tenant_keys'
    from data.tenants as t
    where not exists (
        select from data.tenant_keys as k where k.tenant_id = t.tenant_id
    );
$$;

comment on function private.violated_tenant_has_keys is 'A business has its secrets.';
