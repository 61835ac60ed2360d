-- GET /v1/notifications
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_notifications(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    return private.notifications_json(private.notification_settings_of(p_tenant_id));
end;
$$;

comment on function api.get_notifications is
    'What the business tells its customers and staff, and how.

Answers notifications.';

alter function api.get_notifications owner to holdfast_api;
grant execute on function api.get_notifications to holdfast_web, holdfast_person;
