-- PATCH /v1/me/notifications
--
-- Whoever acts for a business is no member of it, and is told nothing.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV550  channels-invalid

create function api.update_member_notifications(
    p_tenant_id uuid,
    p_booked jsonb default null,
    p_moved jsonb default null,
    p_cancelled jsonb default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user_id constant uuid := private.current_user_id();
begin
    perform private.require_staff();

    perform
    from data.members
    where tenant_id = p_tenant_id and user_id = v_user_id;

    if not found then
        raise exception using
            errcode = 'KF001',
            message = 'You do not work here.';
    end if;

    perform private.choose_for_member(p_tenant_id, v_user_id, 'booked', p_booked);
    perform private.choose_for_member(p_tenant_id, v_user_id, 'moved', p_moved);
    perform private.choose_for_member(p_tenant_id, v_user_id, 'cancelled', p_cancelled);

    return private.member_choice(p_tenant_id, v_user_id);
end;
$$;

comment on function api.update_member_notifications is
    'Say by which ways you want to be told of what others do to your calendar.

Each is a list of email and push. What you do yourself you are not told.

Answers member_choice.';

alter function api.update_member_notifications owner to holdfast_api;
grant execute on function api.update_member_notifications to holdfast_web, holdfast_person;
