-- The customer whose wallet it is, if the caller may see it. Who may not is told the same whether
-- there is one or not.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KF170  wallet-closed
--             KN004  customer-not-found

create function private.require_wallet(p_tenant_id uuid, p_customer_id uuid)
returns data.customers
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if private.is_guest() then
        perform private.require_proven(p_tenant_id, p_customer_id);
    else
        perform private.require_staff();
    end if;

    return private.require_customer(p_tenant_id, p_customer_id, false);
end;
$$;

comment on function private.require_wallet is
    'The customer whose wallet it is, if the caller may see it.';

grant execute on function private.require_wallet to holdfast_api;
