-- api.get_settings: what those who run a business know of it.

begin;
select plan(2);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes('alder', $$ select api.get_settings(given.tenant_id('alder')) $$),
    'guest KA001, staff done, manager done, owner done',
    'who works there may'
);

select is(
    api.get_settings(given.tenant_id('alder')) - 'id',
    '{
        "slug": "alder", "name": "Alder", "preset": "salon", "status": "active", "tagline": null,
        "accent": "#1f6feb", "locale": "en", "currency": "EUR", "time_zone": "Europe/Rome",
        "country": null, "hold_minutes": 15, "slot_minutes": 15, "notice_minutes": 0,
        "horizon_days": 700, "cancel_window_minutes": 1440, "reschedule_window_minutes": 1440,
        "max_live_holds": 3, "max_per_customer_per_day": null, "waitlist_rule": "first_come",
        "offer_minutes": 30,
        "refund_policy": null, "staff_refund_limit": {"amount": 0, "currency": "EUR"},
        "fee_grace_minutes": 60,
        "tips_on": true, "tip_percents": [5, 10, 15]
    }'::jsonb,
    'everything that can be set'
);

select * from finish();
rollback;
