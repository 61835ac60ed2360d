-- POST /v1/payment-account/link
--
-- What Stripe is to be asked stands in what this says; clients are told the link.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN140  payment-account-not-found

create function api.link_payment_account(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner');

    return private.account_request_json(private.require_account(p_tenant_id));
end;
$$;

comment on function api.link_payment_account is
    'Another link to the page on which the business tells Stripe what it wants to know.

For owners.

Answers payment_account_link.';

alter function api.link_payment_account owner to holdfast_api;
grant execute on function api.link_payment_account to holdfast_web;
