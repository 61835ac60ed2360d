-- PATCH /v1/channels/whatsapp
--
-- The application has encrypted the secrets.
--
-- Fails with  KA001                    not-signed-in
--             KF001                    forbidden
--             KV540                    templates-invalid
--             whatsapp_accounts_whole  account-incomplete

create function api.update_whatsapp_account(
    p_tenant_id uuid,
    p_phone_number_id data.phone_number_id default null,
    p_access_token data.sealed_text default null,
    p_app_secret data.sealed_text default null,
    p_needs_consent boolean default null,
    p_templates jsonb default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_templates constant jsonb := private.require_templates(p_templates);
    v_account data.whatsapp_accounts;
begin
    perform private.require_role('owner');
    perform private.require_standing();

    insert into data.whatsapp_accounts (tenant_id)
    values (p_tenant_id)
    on conflict (tenant_id) do nothing;

    update data.whatsapp_accounts
    set
        phone_number_id = private.patched(
            p_clear, 'phone_number_id', p_phone_number_id, phone_number_id
        ),
        access_token = private.patched(p_clear, 'access_token', p_access_token, access_token),
        app_secret = private.patched(p_clear, 'app_secret', p_app_secret, app_secret),
        needs_consent = private.patched(p_clear, 'needs_consent', p_needs_consent, needs_consent),
        templates = private.patched(
            p_clear, 'templates',
            case when p_templates is not null then v_templates end, templates
        )
    where tenant_id = p_tenant_id
    returning * into v_account;

    return private.whatsapp_account_json(p_tenant_id, v_account);
end;
$$;

comment on function api.update_whatsapp_account is
    'Say how the business writes by WhatsApp: with which account, and which templates.

Without an account of its own it writes from the platform''s number. Secrets are encrypted, and
never shown again. Whoever is to be written to has to expect it: the templates are those that
WhatsApp has approved, and other words go only to whoever has written within the last 24 hours.

Answers whatsapp_account.';

alter function api.update_whatsapp_account owner to holdfast_api;
grant execute on function api.update_whatsapp_account to holdfast_web, holdfast_person;
