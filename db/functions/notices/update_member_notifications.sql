-- PATCH /v1/me/notifications
--
-- Whoever acts for a business is no member of it, and is told nothing.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV550  channels-invalid
--             member_quiet_hours_whole  quiet-hours-invalid

create function api.update_member_notifications(
    p_tenant_id uuid,
    p_booked jsonb default null,
    p_moved jsonb default null,
    p_cancelled jsonb default null,
    p_quiet_from time default null,
    p_quiet_until time default null,
    p_quiet_time_zone data.time_zone default null,
    p_clear jsonb default '[]'
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

    insert into data.member_quiet_hours as q (tenant_id, user_id, quiet_from, quiet_until, time_zone)
    values (p_tenant_id, v_user_id, p_quiet_from, p_quiet_until, p_quiet_time_zone)
    on conflict (tenant_id, user_id) do update
    set
        quiet_from = private.patched(p_clear, 'quiet_from', p_quiet_from, q.quiet_from),
        quiet_until = private.patched(p_clear, 'quiet_until', p_quiet_until, q.quiet_until),
        time_zone = private.patched(
            p_clear, 'quiet_time_zone', p_quiet_time_zone, q.time_zone
        );

    return private.member_choice(p_tenant_id, v_user_id);
end;
$$;

comment on function api.update_member_notifications is
    'Say by which ways you want to be told of what others do to your calendar.

Each is a list of email and push. What you do yourself you are not told. Quiet hours of your own come
in place of those of the business.

Answers member_choice.';

alter function api.update_member_notifications owner to holdfast_api;
grant execute on function api.update_member_notifications to holdfast_web, holdfast_person;
