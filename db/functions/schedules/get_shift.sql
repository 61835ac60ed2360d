-- GET /v1/shifts/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN008  shift-not-found

create function api.get_shift(p_tenant_id uuid, p_shift_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    return private.shift_json(private.require_shift(p_tenant_id, p_shift_id, false));
end;
$$;

comment on function api.get_shift is
    'One shift.

Answers shift.';

alter function api.get_shift owner to holdfast_api;
grant execute on function api.get_shift to holdfast_web, holdfast_person;
