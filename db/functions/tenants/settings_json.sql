-- The one shape a business has for those who run it.

create function private.settings_json(p_tenant data.tenants) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_tenant).tenant_id,
        (p_tenant).slug,
        (p_tenant).name,
        (p_tenant).preset,
        (p_tenant).status,
        (p_tenant).tagline,
        (p_tenant).accent,
        (p_tenant).locale,
        (p_tenant).currency,
        (p_tenant).time_zone,
        (p_tenant).country,
        (p_tenant).hold_minutes,
        (p_tenant).slot_minutes,
        (p_tenant).notice_minutes,
        (p_tenant).horizon_days,
        (p_tenant).cancel_window_minutes,
        (p_tenant).reschedule_window_minutes,
        (p_tenant).max_live_holds,
        (p_tenant).max_per_customer_per_day,
        (p_tenant).waitlist_rule,
        (p_tenant).offer_minutes,
        (p_tenant).refund_policy,
        row((p_tenant).staff_refund_limit_minor, (p_tenant).currency)::api.money,
        (p_tenant).fee_grace_minutes,
        (p_tenant).tips_on,
        (p_tenant).tip_percents
    )::api.settings);

comment on function private.settings_json is 'A business as those who run it see it.';

grant execute on function private.settings_json to holdfast_api;
