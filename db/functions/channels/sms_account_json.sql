-- The one shape text messages have for those who run a business. A business that has said nothing
-- has the defaults.

create function private.sms_account_json(p_tenant_id uuid, p_account data.sms_accounts)
returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_account).account_sid,
        (p_account).auth_token is not null,
        (p_account).sender,
        '/v1/callbacks/sms/' || p_tenant_id,
        coalesce((p_account).needs_consent, false)
    )::api.sms_account);

comment on function private.sms_account_json is
    'Text messages as those who run a business see them.';

grant execute on function private.sms_account_json to holdfast_api;
