-- POST /v1/services/{id}/restore
--
-- What was never deleted is answered as it is.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN002  service-not-found
--             KV003  idempotency-mismatch

create function api.restore_service(p_tenant_id uuid, p_service_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_service data.services;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    update data.services
    set archived_at = null
    where tenant_id = p_tenant_id and service_id = p_service_id
    returning * into v_service;

    if not found then
        raise exception using
            errcode = 'KN002',
            message = 'There is no such service.';
    end if;

    return private.remember(p_tenant_id, 'staff', private.service_json(v_service));
end;
$$;

comment on function api.restore_service is
    'Sell a service again that was deleted, as it was.

Answers service.';

alter function api.restore_service owner to holdfast_api;
grant execute on function api.restore_service to holdfast_web, holdfast_person;
