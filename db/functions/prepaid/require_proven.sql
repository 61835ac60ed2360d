-- Refuses whoever may not spend, or see, what a customer has.
--
-- Fails with  KF170  wallet-closed

create function private.require_proven(p_tenant_id uuid, p_customer_id uuid) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if not private.is_proven(p_tenant_id, p_customer_id) then
        raise exception using
            errcode = 'KF170',
            message = 'Sign in, or follow the link that we send to the address.';
    end if;
end;
$$;

comment on function private.require_proven is
    'Raise unless the caller may spend what a customer has.';

grant execute on function private.require_proven to holdfast_api;
