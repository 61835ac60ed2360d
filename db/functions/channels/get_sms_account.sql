-- GET /v1/channels/sms
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_sms_account(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner');

    return private.sms_account_json(
        p_tenant_id, (select a from data.sms_accounts as a where a.tenant_id = p_tenant_id)
    );
end;
$$;

comment on function api.get_sms_account is
    'How the business sends text messages; its owner sees it.

Answers sms_account.';

alter function api.get_sms_account owner to holdfast_api;
grant execute on function api.get_sms_account to holdfast_web, holdfast_person;
