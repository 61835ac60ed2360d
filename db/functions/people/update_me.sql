-- PATCH /v1/me
--
-- Fails with  KA001  not-signed-in

create function api.update_me(
    p_tenant_id uuid,
    p_name data.short_text default null,
    p_locale data.locale_tag default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user data.users := private.require_user();
begin
    update data.users
    set
        name = private.patched(p_clear, 'name', p_name, name),
        locale = private.patched(p_clear, 'locale', p_locale, locale)
    where user_id = v_user.user_id
    returning * into v_user;

    return private.me_json(v_user);
end;
$$;

comment on function api.update_me is
    'Change what you are called, or the language you are written to in.

Answers me.';

alter function api.update_me owner to holdfast_api;
grant execute on function api.update_me to holdfast_web, holdfast_person;
