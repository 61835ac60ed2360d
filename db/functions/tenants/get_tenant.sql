-- GET /v1/tenants/{slug}
--
-- Everything in it is public: it is what a booking page is made of.
--
-- Fails with  KN001  tenant-not-found

create function api.get_tenant(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_tenant data.tenants;
begin
    select *
    into v_tenant
    from data.tenants
    where tenant_id = p_tenant_id;

    if not found then
        raise exception using
            errcode = 'KN001',
            message = 'There is no such business.';
    end if;

    return private.tenant_json(v_tenant);
end;
$$;

comment on function api.get_tenant is
    'A business: its branding, its clock, its rules and where it is.

Answers tenant.';

alter function api.get_tenant owner to holdfast_api;
grant execute on function api.get_tenant to holdfast_web, holdfast_person;
