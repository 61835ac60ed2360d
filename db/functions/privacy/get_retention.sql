-- GET /v1/retention
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_retention(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    return private.retention_json(private.retention_of(p_tenant_id));
end;
$$;

comment on function api.get_retention is
    'How long the business keeps what is personal.

Answers retention.';

alter function api.get_retention owner to holdfast_api;
grant execute on function api.get_retention to holdfast_web, holdfast_person;
