-- What Stripe answered when it was asked for a business's account. It may have been told twice, and
-- what Stripe says of the account by event may have come before: it is heeded now.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN140  payment-account-not-found

create function api.note_payment_account(p_tenant_id uuid, p_account_id text) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_account data.payment_accounts;
begin
    perform private.require_role('stripe');
    perform private.require_account(p_tenant_id);
    perform private.lock_stripe(array[p_account_id]);

    update data.payment_accounts
    set account_id = p_account_id, updated_at = now()
    where tenant_id = p_tenant_id and account_id is null;

    v_account := private.require_account(p_tenant_id);
    perform private.link_stripe(p_tenant_id, v_account.account_id, 'account', p_tenant_id);
    perform private.fold_account(p_tenant_id);

    return private.payment_account_json(private.require_account(p_tenant_id));
end;
$$;

comment on function api.note_payment_account is
    'Note which account with Stripe is a business''s.

Answers payment_account.';

alter function api.note_payment_account owner to holdfast_api;
grant execute on function api.note_payment_account to holdfast_web;
