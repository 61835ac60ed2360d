-- GET /v1/payment-account
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_payment_account(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_account data.payment_accounts;
begin
    perform private.require_role('owner', 'manager');

    select *
    into v_account
    from data.payment_accounts
    where tenant_id = p_tenant_id;

    return private.payment_account_json(v_account);
end;
$$;

comment on function api.get_payment_account is
    'Whether customers can pay the business online, and what Stripe still wants to know for that.

For owners and managers.

Answers payment_account.';

alter function api.get_payment_account owner to holdfast_api;
grant execute on function api.get_payment_account to holdfast_web, holdfast_person;
