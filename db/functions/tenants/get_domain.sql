-- GET /v1/domains/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN022  domain-not-found

create function api.get_domain(p_tenant_id uuid, p_domain_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    return private.domain_json(private.require_domain(p_tenant_id, p_domain_id, false));
end;
$$;

comment on function api.get_domain is
    'One host that the business has claimed.

Answers domain.';

alter function api.get_domain owner to holdfast_api;
grant execute on function api.get_domain to holdfast_web, holdfast_person;
