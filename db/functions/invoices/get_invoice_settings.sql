-- GET /v1/invoice-settings
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_invoice_settings(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');

    return private.invoice_settings_json(private.invoice_settings_of(p_tenant_id));
end;
$$;

comment on function api.get_invoice_settings is
    'How the business invoices.

Answers invoice_settings.';

alter function api.get_invoice_settings owner to holdfast_api;
grant execute on function api.get_invoice_settings to holdfast_web, holdfast_person;
