-- GET /v1/tenants/{slug}/loyalty
-- GET /v1/loyalty
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_programme(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    if not private.is_guest() then
        perform private.require_staff();
    end if;

    return private.programme_json(private.programme_of(p_tenant_id));
end;
$$;

comment on function api.get_programme is
    'How customers earn points.

Answers programme.';

alter function api.get_programme owner to holdfast_api;
grant execute on function api.get_programme to holdfast_web, holdfast_person;
