-- PATCH /v1/invoice-settings
--
-- What is issued says what it says. A prefix that the other series has ever used is refused: the
-- same number would come twice.
--
-- Fails with  KA001                             not-signed-in
--             KC183                             prefix-taken
--             KF001                             forbidden
--             invoice_settings_kept_sane        kept-years-invalid
--             invoice_settings_prefixes_differ  prefix-taken

create function api.update_invoice_settings(
    p_tenant_id uuid,
    p_automatic boolean default null,
    p_mailed boolean default null,
    p_invoice_prefix data.invoice_prefix default null,
    p_credit_note_prefix data.invoice_prefix default null,
    p_legal_name data.short_text default null,
    p_address data.long_text default null,
    p_tax_number data.short_text default null,
    p_footer data.long_text default null,
    p_kept_years integer default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_settings data.invoice_settings;
begin
    perform private.require_role('owner', 'manager');

    insert into data.invoice_settings (tenant_id)
    values (p_tenant_id)
    on conflict (tenant_id) do nothing;

    update data.invoice_settings
    set
        automatic = private.patched(p_clear, 'automatic', p_automatic, automatic),
        mailed = private.patched(p_clear, 'mailed', p_mailed, mailed),
        invoice_prefix = private.patched(
            p_clear, 'invoice_prefix', p_invoice_prefix, invoice_prefix
        ),
        credit_note_prefix = private.patched(
            p_clear, 'credit_note_prefix', p_credit_note_prefix, credit_note_prefix
        ),
        legal_name = private.patched(p_clear, 'legal_name', p_legal_name, legal_name),
        address = private.patched(p_clear, 'address', p_address, address),
        tax_number = private.patched(p_clear, 'tax_number', p_tax_number, tax_number),
        footer = private.patched(p_clear, 'footer', p_footer, footer),
        kept_years = private.patched(p_clear, 'kept_years', p_kept_years, kept_years)
    where tenant_id = p_tenant_id
    returning * into v_settings;

    if exists (
        select
        from data.invoices as i
        where
            i.tenant_id = p_tenant_id
            and i.number = case i.series
                when 'invoice' then v_settings.credit_note_prefix
                else v_settings.invoice_prefix
            end || private.number_after_prefix(i.year, i.sequence)
    ) then
        raise exception using
            errcode = 'KC183',
            message = 'Documents of the other series have numbers that begin like that.';
    end if;

    return private.invoice_settings_json(v_settings);
end;
$$;

comment on function api.update_invoice_settings is
    'Change how the business invoices.

What is issued already stays as it is.

Answers invoice_settings.';

alter function api.update_invoice_settings owner to holdfast_api;
grant execute on function api.update_invoice_settings to holdfast_web, holdfast_person;
