-- Opens a business: the tenant, its first location, and what db/presets says of its trade, as a
-- document: policies, resources with their hours, services with their parts. All of it or nothing.
-- It is pending if somebody has to prove something first, until then.
--
-- From then on the transaction acts for the new business, as its owner, so that row security lets
-- its first rows in, and whatever the caller adds to them: themselves as the first owner, above
-- all.
--
-- Fails with  KV023               currency-unknown
--             KV040               preset-invalid
--             directory_slug_key  slug-taken

create function private.open_tenant(
    p_slug data.slug,
    p_name data.short_text,
    p_preset text,
    p_document jsonb,
    p_time_zone data.time_zone,
    p_currency data.currency_code,
    p_locale data.locale_tag,
    p_location jsonb,
    p_country data.country_code default null,
    p_pending_until timestamptz default null
) returns uuid
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_tenant_id constant uuid := uuidv7();
    v_location_id constant uuid := uuidv7();
begin
    perform private.require_currency(p_currency);
    perform private.begin_claims(
        private.current_claims() - 'slug'
        || jsonb_build_object('tenant_id', v_tenant_id, 'role', 'owner', 'joining', 'owner'),
        false
    );

    perform private.add_preset_row(
        'document', 'data.tenants',
        jsonb_build_object(
            'tenant_id', v_tenant_id,
            'slug', p_slug,
            'name', p_name,
            'preset', p_preset,
            'time_zone', p_time_zone,
            'currency', p_currency,
            'locale', p_locale,
            'country', p_country,
            'status', case when p_pending_until is null then 'active' else 'pending' end,
            'pending_until', p_pending_until
        ),
        p_document,
        array[
            'tagline', 'accent', 'hold_minutes', 'slot_minutes', 'notice_minutes', 'horizon_days',
            'cancel_window_minutes', 'reschedule_window_minutes', 'max_live_holds',
            'max_per_customer_per_day', 'waitlist_rule', 'offer_minutes'
        ],
        '{name,description,resources,services,hours}'
    );

    perform private.add_preset_row(
        'location', 'data.locations',
        jsonb_build_object(
            'tenant_id', v_tenant_id,
            'location_id', v_location_id,
            'time_zone', p_time_zone
        ),
        p_location,
        '{name,address,latitude,longitude}'
    );

    perform private.add_preset_services(
        v_tenant_id,
        private.add_preset_resources(v_tenant_id, v_location_id, p_document),
        p_document
    );

    return v_tenant_id;
end;
$$;

comment on function private.open_tenant is
    'Open a business from a preset: tenant, location, resources, services and hours.';

grant execute on function private.open_tenant to holdfast_api;
