-- What a business tells its customers and staff, and how: as it said, or else the defaults of the
-- table.

create function private.notification_settings_of(p_tenant_id uuid)
returns data.notification_settings
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_settings data.notification_settings;
begin
    select *
    into v_settings
    from data.notification_settings
    where tenant_id = p_tenant_id;

    if not found then
        v_settings.tenant_id := p_tenant_id;
        v_settings.channels := '{email}';
        v_settings.reminder_minutes := '{1440,120}';
        v_settings.asks_for_reviews := false;
        v_settings.review_delay_minutes := 120;
        v_settings.review_pause_days := 90;
    end if;

    return v_settings;
end;
$$;

comment on function private.notification_settings_of is
    'What a business tells its customers and staff, and how.';

grant execute on function private.notification_settings_of to holdfast_api;
