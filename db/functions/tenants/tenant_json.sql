-- The one shape a business has outside the database, with the locations that are open.

create function private.tenant_json(p_tenant data.tenants) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_tenant).name,
        (p_tenant).slug,
        (p_tenant).preset,
        row((p_tenant).accent, (p_tenant).tagline)::api.branding,
        (p_tenant).locale,
        (p_tenant).currency,
        (p_tenant).time_zone,
        row(
            (p_tenant).hold_minutes,
            (p_tenant).slot_minutes,
            (p_tenant).notice_minutes,
            (p_tenant).horizon_days,
            (p_tenant).cancel_window_minutes,
            (p_tenant).reschedule_window_minutes,
            (p_tenant).waitlist_rule,
            (p_tenant).offer_minutes,
            (p_tenant).refund_policy,
            (p_tenant).tips_on,
            (p_tenant).tip_percents
        )::api.policies,
        '{}'
    )::api.tenant) || jsonb_build_object('locations', (
        select coalesce(jsonb_agg(private.location_json(l) order by l.name, l.location_id), '[]')
        from data.locations as l
        where l.tenant_id = (p_tenant).tenant_id and l.archived_at is null
    ));

comment on function private.tenant_json is 'A business as clients see it.';

grant execute on function private.tenant_json to holdfast_api;
