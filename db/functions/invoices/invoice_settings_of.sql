-- How a business invoices: as it says, or by default.

create function private.invoice_settings_of(p_tenant_id uuid) returns data.invoice_settings
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_settings data.invoice_settings;
begin
    select *
    into v_settings
    from data.invoice_settings
    where tenant_id = p_tenant_id;

    if not found then
        v_settings := row(
            p_tenant_id, false, true, 'INV-', 'CN-', null, null, null, null, 10
        )::data.invoice_settings;
    end if;

    return v_settings;
end;
$$;

comment on function private.invoice_settings_of is 'How a business invoices.';

grant execute on function private.invoice_settings_of to holdfast_api;
