-- PATCH /v1/members/{id}
--
-- The caller stands above what somebody is, and above what they become. It holds from the next
-- token on, which is a matter of minutes.
--
-- Fails with  KA001  not-signed-in
--             KC065  last-owner
--             KF001  forbidden
--             KF016  rank-too-low
--             KN015  member-not-found

create function api.update_member(
    p_tenant_id uuid,
    p_user_id uuid,
    p_role data.member_role
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_member data.members;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_member := private.require_member(p_tenant_id, p_user_id);
    perform private.require_rank_above(v_member.role);
    perform private.require_rank_above(p_role);
    perform pg_advisory_xact_lock(private.standing_key(p_tenant_id, p_user_id));

    update data.members
    set role = p_role
    where tenant_id = p_tenant_id and user_id = p_user_id
    returning * into v_member;

    perform private.revoke_invitations(p_tenant_id, p_user_id, p_role);
    perform private.see_users(array[p_user_id]);

    return private.member_json(v_member);
end;
$$;

comment on function api.update_member is
    'Give somebody another role, below your own.

Whoever has your role, or a higher one, is not yours to change. Invitations that they have sent and
may send no longer are revoked.

Answers member.';

alter function api.update_member owner to holdfast_api;
grant execute on function api.update_member to holdfast_web, holdfast_person;
