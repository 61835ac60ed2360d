-- DELETE /v1/domains/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN022  domain-not-found

create function api.delete_domain(p_tenant_id uuid, p_domain_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    perform private.require_domain(p_tenant_id, p_domain_id, true);

    delete from data.domains
    where tenant_id = p_tenant_id and domain_id = p_domain_id;
end;
$$;

comment on function api.delete_domain is
    'Give a host up. Whoever verifies it next has it.

Answers nothing.';

alter function api.delete_domain owner to holdfast_api;
grant execute on function api.delete_domain to holdfast_web, holdfast_person;
