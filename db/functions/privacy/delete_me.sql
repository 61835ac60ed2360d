-- DELETE /v1/me
--
-- The application has verified the password, of whoever has one. What businesses know of the caller
-- is theirs: it stays, and is no account's any more.
--
-- Sessions end first, family by family, as everywhere: a token that is being changed right now is
-- waited for. Then the user is locked, so that whoever has them join a business is waited for too.
--
-- Fails with  KA001  not-signed-in
--             KC102  account-in-use

create function api.delete_me(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user constant data.users := private.require_user();
    v_reason text;
begin
    perform private.end_families(v_user.user_id, null);

    perform
    from data.users
    where user_id = v_user.user_id
    for update;

    if private.role_at_large(v_user.user_id) = 'platform_admin' then
        v_reason := 'You run the platform. Somebody has to take that from you first.';
    elsif exists (select from data.members as m where m.user_id = v_user.user_id) then
        v_reason := 'You work for a business. Leave it first.';
    end if;

    if v_reason is not null then
        raise exception using
            errcode = 'KC102',
            message = v_reason;
    end if;

    perform private.erase_account(v_user);
end;
$$;

comment on function api.delete_me is
    'Erase your account, for good.

What businesses know of you is theirs: ask them for it, or to erase it. Whoever works for one, or
runs the platform, leaves first.

Answers nothing.';

alter function api.delete_me owner to holdfast_api;
grant execute on function api.delete_me to holdfast_web;
