-- GET /v1/channels/whatsapp
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_whatsapp_account(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner');

    return private.whatsapp_account_json(
        p_tenant_id, (select a from data.whatsapp_accounts as a where a.tenant_id = p_tenant_id)
    );
end;
$$;

comment on function api.get_whatsapp_account is
    'How the business writes by WhatsApp; its owner sees it.

Answers whatsapp_account.';

alter function api.get_whatsapp_account owner to holdfast_api;
grant execute on function api.get_whatsapp_account to holdfast_web, holdfast_person;
