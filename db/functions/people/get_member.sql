-- GET /v1/members/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN015  member-not-found

create function api.get_member(p_tenant_id uuid, p_user_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_member data.members;
begin
    perform private.require_role('owner', 'manager');
    v_member := private.require_member(p_tenant_id, p_user_id);
    perform private.see_users(array[p_user_id]);

    return private.member_json(v_member);
end;
$$;

comment on function api.get_member is
    'Somebody who works for the business.

Answers member.';

alter function api.get_member owner to holdfast_api;
grant execute on function api.get_member to holdfast_web, holdfast_person;
