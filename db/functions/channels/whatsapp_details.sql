-- What is needed to write by WhatsApp, as things stand now. {"skipped": why}: nothing, or to
-- nobody; nor is there if no template says it and they have not written to us within the last 24
-- hours, since WhatsApp would not take it then. Without an account of the business ours is used,
-- which the application knows.

create function private.whatsapp_details(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_account data.whatsapp_accounts;
    v_details jsonb;
    v_template jsonb;
begin
    select *
    into v_account
    from data.whatsapp_accounts
    where tenant_id = p_delivery.tenant_id;

    v_details := private.phone_details(p_delivery, coalesce(v_account.needs_consent, true));

    if v_details ? 'skipped' then
        return v_details;
    end if;

    v_template := private.whatsapp_template(
        v_account.templates, p_delivery.kind, v_details ->> 'locale',
        v_details -> 'words' ->> 'tenant_locale'
    );

    if v_template is null and not (v_details -> 'may_write_freely')::boolean then
        return private.skipped(
            'No template says it, and they have not written within the last 24 hours.'
        );
    end if;

    return v_details || jsonb_build_object(
        'template', v_template,
        'account', case when v_account.phone_number_id is not null then jsonb_build_object(
            'phone_number_id', v_account.phone_number_id,
            'access_token', v_account.access_token
        ) end
    );
end;
$$;

comment on function private.whatsapp_details is 'What is needed to write by WhatsApp.';

grant execute on function private.whatsapp_details to holdfast_api;
