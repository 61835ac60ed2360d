-- GET /v1/me/notifications
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_member_notifications(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();
    return private.member_choice(p_tenant_id, private.current_user_id());
end;
$$;

comment on function api.get_member_notifications is
    'By which ways you are told of what others do to your calendar.

Answers member_choice.';

alter function api.get_member_notifications owner to holdfast_api;
grant execute on function api.get_member_notifications to holdfast_web, holdfast_person;
