-- A host that the business has claimed. Nobody else verifies or drops it meanwhile.
--
-- Fails with  KN022  domain-not-found

create function private.require_domain(
    p_tenant_id uuid,
    p_domain_id uuid,
    p_lock boolean
) returns data.domains
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_domain data.domains;
begin
    if p_lock then
        select *
        into v_domain
        from data.domains
        where tenant_id = p_tenant_id and domain_id = p_domain_id
        for update;
    else
        select *
        into v_domain
        from data.domains
        where tenant_id = p_tenant_id and domain_id = p_domain_id;
    end if;

    if not found then
        raise exception using
            errcode = 'KN022',
            message = 'There is no such domain.',
            column = 'domain_id';
    end if;

    return v_domain;
end;
$$;

comment on function private.require_domain is 'A domain that is there.';

grant execute on function private.require_domain to holdfast_api;
