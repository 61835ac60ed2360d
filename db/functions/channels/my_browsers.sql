-- Whose browsers those of the member are who asks.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function private.my_browsers(p_tenant_id uuid) returns data.push_subscriptions
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_whose data.push_subscriptions;
begin
    perform private.require_staff();
    perform private.require_standing();
    v_whose.tenant_id := p_tenant_id;
    v_whose.user_id := private.current_user_id();

    -- Who acts for a business, or is a DBA, is nobody who works there.
    if v_whose.user_id is null or private.current_claims() ? 'acting' then
        raise exception using
            errcode = 'KF001',
            message = 'Only who works here is told of what happens here.';
    end if;

    return v_whose;
end;
$$;

comment on function private.my_browsers is 'Whose browsers those of the member who asks are.';

grant execute on function private.my_browsers to holdfast_api;
