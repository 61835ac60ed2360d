-- GET /v1/me/profiles/{tenant_slug}/notifications
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN030  profile-not-found

create function api.get_my_notifications(p_tenant_id uuid, p_tenant_slug data.slug) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_mine data.customer_mutes;
begin
    v_mine := private.open_my_profile(p_tenant_slug);

    return private.customer_choice(v_mine.tenant_id, v_mine.customer_id, null)
        || private.quiet_hours_json(
            private.own_quiet_hours(v_mine.tenant_id, 'customer', v_mine.customer_id)
        );
end;
$$;

comment on function api.get_my_notifications is
    'By which ways a business may tell you anything.

Answers profile_choice.';

alter function api.get_my_notifications owner to holdfast_api;
grant execute on function api.get_my_notifications to holdfast_web, holdfast_person;
