-- The application asks it when WhatsApp or Twilio calls, to know whether it is them
-- (app/endpoints/callbacks.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_callback_secrets(p_tenant_id uuid, p_channel data.phone_channel)
returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('carrier');
    perform private.add_claims('{"role": "worker"}');

    if p_channel = 'sms' then
        return to_jsonb(row(a.auth_token, null, a.auth_token is not null)::api.callback_secrets)
        from (values (p_tenant_id)) as t (tenant_id)
        left join data.sms_accounts as a on a.tenant_id = t.tenant_id;
    end if;

    return to_jsonb(row(
        a.app_secret, a.verify_token, a.access_token is not null
    )::api.callback_secrets)
    from (values (p_tenant_id)) as t (tenant_id)
    left join data.whatsapp_accounts as a on a.tenant_id = t.tenant_id;
end;
$$;

comment on function api.find_callback_secrets is
    'What a callback is verified by.

Answers callback_secrets.';

alter function api.find_callback_secrets owner to holdfast_api;
grant execute on function api.find_callback_secrets to holdfast_web;
