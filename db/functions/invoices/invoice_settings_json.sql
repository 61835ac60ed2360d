-- The one shape that the settings of invoices have outside the database.

create function private.invoice_settings_json(p_settings data.invoice_settings) returns jsonb
    language sql immutable parallel safe
    return to_jsonb(row(
        (p_settings).automatic,
        (p_settings).mailed,
        (p_settings).invoice_prefix,
        (p_settings).credit_note_prefix,
        (p_settings).legal_name,
        (p_settings).address,
        (p_settings).tax_number,
        (p_settings).footer,
        (p_settings).kept_years
    )::api.invoice_settings);

comment on function private.invoice_settings_json is 'How a business invoices, as clients see it.';

grant execute on function private.invoice_settings_json to holdfast_api;
