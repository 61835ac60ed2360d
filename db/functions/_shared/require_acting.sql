-- Refuses whoever does not act for the business as a platform admin.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KF017  not-acting

create function private.require_acting() returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    perform private.require_role('owner');

    if not private.current_claims() ? 'acting' then
        raise exception using
            errcode = 'KF017',
            message = 'This is for platform admins who act for the business.';
    end if;
end;
$$;

comment on function private.require_acting is
    'Raise unless the caller is a platform admin who acts for the business.';

grant execute on function private.require_acting to holdfast_api;
