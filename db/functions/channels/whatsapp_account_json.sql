-- The one shape WhatsApp has for those who run a business. A business that has said nothing has
-- the defaults, and no verify_token yet.

create function private.whatsapp_account_json(
    p_tenant_id uuid,
    p_account data.whatsapp_accounts
) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_account).phone_number_id,
        (p_account).access_token is not null,
        (p_account).app_secret is not null,
        (p_account).verify_token,
        '/v1/callbacks/whatsapp/' || p_tenant_id,
        coalesce((p_account).needs_consent, true),
        coalesce((p_account).templates, '{}')
    )::api.whatsapp_account);

comment on function private.whatsapp_account_json is 'WhatsApp as those who run a business see it.';

grant execute on function private.whatsapp_account_json to holdfast_api;
