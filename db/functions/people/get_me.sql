-- GET /v1/me
--
-- Fails with  KA001  not-signed-in

create function api.get_me(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.me_json(private.require_user());
end;
$$;

comment on function api.get_me is
    'Who you are, and where you work.

Answers me.';

alter function api.get_me owner to holdfast_api;
grant execute on function api.get_me to holdfast_web, holdfast_person;
