-- The settings of what a business sells in advance: its own, or the defaults.

create function private.prepaid_settings_of(p_tenant_id uuid) returns data.prepaid_settings
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_settings data.prepaid_settings;
begin
    select *
    into v_settings
    from data.prepaid_settings
    where tenant_id = p_tenant_id;

    if not found then
        v_settings := row(p_tenant_id, false, null, 1000, 50000, false)::data.prepaid_settings;
    end if;

    return v_settings;
end;
$$;

comment on function private.prepaid_settings_of is 'What a business sells in advance.';

grant execute on function private.prepaid_settings_of to holdfast_api;
