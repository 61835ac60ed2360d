-- GET /v1/customers/{id}/wallet
-- GET /v1/tenants/{slug}/wallets/{id}
--
-- Fails with what private.require_wallet says: KA001, KF001, KF170, KN004

create function api.get_wallet(p_tenant_id uuid, p_customer_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.wallet_json(private.require_wallet(p_tenant_id, p_customer_id));
end;
$$;

comment on function api.get_wallet is
    'What a customer has: credit, points, packages, and what points buy.

Whoever is no staff brings the token of the wallet, which goes to the address by e-mail.

Answers wallet.';

alter function api.get_wallet owner to holdfast_api;
grant execute on function api.get_wallet to holdfast_web, holdfast_person;
