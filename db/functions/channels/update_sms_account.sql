-- PATCH /v1/channels/sms
--
-- The application has encrypted the secret.
--
-- Fails with  KA001               not-signed-in
--             KF001               forbidden
--             sms_accounts_whole  account-incomplete

create function api.update_sms_account(
    p_tenant_id uuid,
    p_account_sid data.twilio_account default null,
    p_auth_token data.sealed_text default null,
    p_sender data.sms_sender default null,
    p_needs_consent boolean default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_account data.sms_accounts;
begin
    perform private.require_role('owner');
    perform private.require_standing();

    insert into data.sms_accounts (tenant_id)
    values (p_tenant_id)
    on conflict (tenant_id) do nothing;

    update data.sms_accounts
    set
        account_sid = private.patched(p_clear, 'account_sid', p_account_sid, account_sid),
        auth_token = private.patched(p_clear, 'auth_token', p_auth_token, auth_token),
        sender = private.patched(p_clear, 'sender', p_sender, sender),
        needs_consent = private.patched(p_clear, 'needs_consent', p_needs_consent, needs_consent)
    where tenant_id = p_tenant_id
    returning * into v_account;

    return private.sms_account_json(p_tenant_id, v_account);
end;
$$;

comment on function api.update_sms_account is
    'Say how the business sends text messages: with which account, and from whom.

Without an account of its own it sends them from the platform''s. The secret is encrypted, and never
shown again.

Answers sms_account.';

alter function api.update_sms_account owner to holdfast_api;
grant execute on function api.update_sms_account to holdfast_web, holdfast_person;
