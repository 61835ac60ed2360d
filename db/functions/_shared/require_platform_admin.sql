-- Refuses whoever does not run the platform. Not the token alone says so: who was struck off the
-- list is out at once.
--
-- The one door that platform admins come through before they act for a business: what else is to be
-- asked of them is asked here.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function private.require_platform_admin() returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    perform private.require_role('platform_admin');

    perform
    from data.platform_admins
    where user_id = private.current_user_id();

    if not found then
        raise exception using
            errcode = 'KF001',
            message = 'You do not run this platform.';
    end if;
end;
$$;

comment on function private.require_platform_admin is 'Raise unless the caller runs the platform.';

grant execute on function private.require_platform_admin to holdfast_api;
