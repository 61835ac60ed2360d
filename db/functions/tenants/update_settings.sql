-- PATCH /v1/tenant
--
-- Bookings that exist keep the terms they were made on. Another slug is for the owner alone:
-- whoever has the old one bookmarked finds nothing there, or somebody else who takes it.
--
-- Fails with  KA001               not-signed-in
--             KC080               slug-taken
--             KF001               forbidden
--             KV022               money-invalid
--             KV041               slug-reserved
--             KV152               tips-invalid
--             directory_slug_key  slug-taken
--             tenants_tips_sane   tips-invalid

create function api.update_settings(
    p_tenant_id uuid,
    p_slug data.slug_wish default null,
    p_name data.short_text default null,
    p_tagline data.long_text default null,
    p_accent data.colour default null,
    p_locale data.locale_tag default null,
    p_country data.country_code default null,
    p_hold_minutes data.duration_minutes default null,
    p_slot_minutes data.duration_minutes default null,
    p_notice_minutes data.window_minutes default null,
    p_horizon_days integer default null,
    p_cancel_window_minutes data.window_minutes default null,
    p_reschedule_window_minutes data.window_minutes default null,
    p_max_live_holds data.seat_count default null,
    p_max_per_customer_per_day data.seat_count default null,
    p_waitlist_rule data.waitlist_rule default null,
    p_offer_minutes data.duration_minutes default null,
    p_refund_policy data.refund_policy default null,
    p_staff_refund_limit jsonb default null,
    p_fee_grace_minutes data.window_minutes default null,
    p_tips_on boolean default null,
    p_tip_percents jsonb default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_slug constant data.slug := lower(p_slug);
    v_before data.tenants;
    v_tenant data.tenants;
begin
    perform private.require_role('owner', 'manager');

    select *
    into strict v_before
    from data.tenants
    where tenant_id = p_tenant_id
    for no key update;

    if v_slug <> v_before.slug then
        perform private.require_role('owner');
        perform private.require_standing();
        perform private.take_slug(v_slug);
    end if;

    update data.tenants
    set
        slug = private.patched(p_clear, 'slug', v_slug, slug),
        name = private.patched(p_clear, 'name', p_name, name),
        tagline = private.patched(p_clear, 'tagline', p_tagline, tagline),
        accent = private.patched(p_clear, 'accent', p_accent, accent),
        locale = private.patched(p_clear, 'locale', p_locale, locale),
        country = private.patched(p_clear, 'country', p_country, country),
        hold_minutes = private.patched(p_clear, 'hold_minutes', p_hold_minutes, hold_minutes),
        slot_minutes = private.patched(p_clear, 'slot_minutes', p_slot_minutes, slot_minutes),
        notice_minutes = private.patched(
            p_clear, 'notice_minutes', p_notice_minutes, notice_minutes
        ),
        horizon_days = private.patched(p_clear, 'horizon_days', p_horizon_days, horizon_days),
        cancel_window_minutes = private.patched(
            p_clear, 'cancel_window_minutes', p_cancel_window_minutes, cancel_window_minutes
        ),
        reschedule_window_minutes = private.patched(
            p_clear, 'reschedule_window_minutes',
            p_reschedule_window_minutes, reschedule_window_minutes
        ),
        max_live_holds = private.patched(
            p_clear, 'max_live_holds', p_max_live_holds, max_live_holds
        ),
        max_per_customer_per_day = private.patched(
            p_clear, 'max_per_customer_per_day',
            p_max_per_customer_per_day, max_per_customer_per_day
        ),
        waitlist_rule = private.patched(p_clear, 'waitlist_rule', p_waitlist_rule, waitlist_rule),
        offer_minutes = private.patched(p_clear, 'offer_minutes', p_offer_minutes, offer_minutes),
        refund_policy = private.patched(p_clear, 'refund_policy', p_refund_policy, refund_policy),
        staff_refund_limit_minor = private.patched(
            p_clear, 'staff_refund_limit',
            private.money_of(p_tenant_id, p_staff_refund_limit, 'staff_refund_limit'),
            staff_refund_limit_minor
        ),
        fee_grace_minutes = private.patched(
            p_clear, 'fee_grace_minutes', p_fee_grace_minutes, fee_grace_minutes
        ),
        tips_on = private.patched(p_clear, 'tips_on', p_tips_on, tips_on),
        tip_percents = private.patched(
            p_clear, 'tip_percents', private.read_tip_percents(p_tip_percents), tip_percents
        )
    where tenant_id = p_tenant_id
    returning * into v_tenant;

    return private.settings_json(v_tenant);
end;
$$;

comment on function api.update_settings is
    'Change the settings of the business.

Bookings that exist stay as they are. Only the owner can change its slug: the old one is anybody''s
from then on.

refund_policy says what goes back when a customer cancels: {"tiers": [{"notice_minutes": 2880,
"percent": 100}, {"notice_minutes": 1440, "percent": 50}]} gives all of it back two days ahead, half
of it a day ahead, and nothing after that. With "no_show_percent" and "late_cancel_percent" that
much of the price is charged of who does not come, or cancels after the window.

Answers settings.';

alter function api.update_settings owner to holdfast_api;
grant execute on function api.update_settings to holdfast_web, holdfast_person;
