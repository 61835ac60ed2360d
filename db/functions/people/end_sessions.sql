-- POST /v1/auth/logout-everywhere
--
-- Fails with  KA001  not-signed-in

create function api.end_sessions(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.end_families((private.require_user()).user_id, null);
end;
$$;

comment on function api.end_sessions is
    'Sign out everywhere.

An access token that is out already is good until it expires, in fifteen minutes at most.

Answers nothing.';

alter function api.end_sessions owner to holdfast_api;
grant execute on function api.end_sessions to holdfast_web, holdfast_person;
