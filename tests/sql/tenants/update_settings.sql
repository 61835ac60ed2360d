-- api.update_settings: a business is run otherwise from now on, or called otherwise.

begin;
select plan(12);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes('alder', $$
        select api.update_settings(given.tenant_id('alder'), p_tagline => 'New.')
    $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);

select is(
    api.update_settings(
        given.tenant_id('alder'), p_name => 'Alder & Co', p_locale => 'it', p_country => 'IT',
        p_cancel_window_minutes => 60, p_offer_minutes => 5
    ) - 'id' - 'slug' - 'preset' - 'status' - 'currency' - 'time_zone' - 'accent',
    '{
        "name": "Alder & Co", "tagline": "New.", "locale": "it", "country": "IT",
        "hold_minutes": 15, "slot_minutes": 15, "notice_minutes": 0, "horizon_days": 700,
        "cancel_window_minutes": 60, "reschedule_window_minutes": 1440, "max_live_holds": 3,
        "max_per_customer_per_day": null, "waitlist_rule": "first_come", "offer_minutes": 5,
        "refund_policy": null, "staff_refund_limit": {"amount": 0, "currency": "EUR"},
        "fee_grace_minutes": 60,
        "tips_on": true, "tip_percents": [5, 10, 15]
    }'::jsonb,
    'what is given is changed, and nothing else'
);
select is(
    api.update_settings(given.tenant_id('alder'), p_clear => '["country"]') ->> 'country', null,
    'what may be empty is emptied'
);
select is(
    given.outcome($$
        select api.update_settings(given.tenant_id('alder'), p_clear => '["name"]')
    $$),
    '23502', 'what has to be there stays'
);
select is(
    given.outcome($$ select api.update_settings(given.tenant_id('alder'), p_country => 'it') $$),
    '23514', 'a country is written in capitals'
);

-- Its name in URLs

select given.acting_for('alder', 'manager', 'Max');
select is(
    given.outcome($$ select api.update_settings(given.tenant_id('alder'), p_slug => 'elder') $$),
    'KF001', 'a manager does not rename a business'
);
select is(
    given.outcome($$ select api.update_settings(given.tenant_id('alder'), p_slug => 'Alder') $$),
    'done', 'though they may say what it is called'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome($$ select api.update_settings(given.tenant_id('alder'), p_slug => 'BIRCH') $$),
    'KC080', 'the name of another business is taken'
);
select is(
    given.outcome($$ select api.update_settings(given.tenant_id('alder'), p_slug => 'api') $$),
    'KV041', 'and some names are needed'
);
select is(
    api.update_settings(given.tenant_id('alder'), p_slug => 'Elder') ->> 'slug', 'elder',
    'the owner does'
);
select given.nobody();
select results_eq(
    $$ select slug::text from data.directory order by 1 $$, $$ values ('birch'), ('elder') $$,
    'the directory knows, and the old name is free'
);
select results_eq(
    $$ select data, actor_id from data.events where type = 'tenant.renamed' $$,
    $$ values ('{"from": "alder", "to": "elder"}'::jsonb, given.user_id('alder', 'Olga')) $$,
    'and it is on record who did it'
);

select * from finish();
rollback;
