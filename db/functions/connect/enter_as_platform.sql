-- A platform admin looks at one thing of a business: what was agreed with it. From here on row
-- security lets them see its account with Stripe and change what the platform takes, and they see
-- nothing else of it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN001  tenant-not-found

create function private.enter_as_platform(p_business_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.require_platform_admin();

    if not exists (select from data.directory where tenant_id = p_business_id) then
        raise exception using
            errcode = 'KN001',
            message = 'There is no such business.';
    end if;

    perform private.add_claims(jsonb_build_object('tenant_id', p_business_id));
end;
$$;

comment on function private.enter_as_platform is
    'Have a platform admin see what was agreed with a business.';

grant execute on function private.enter_as_platform to holdfast_api;
