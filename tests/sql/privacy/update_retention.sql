-- api.update_retention: an owner says how long things are kept.

begin;
select plan(6);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');

select given.acting_for('alder', 'manager', 'Max');
select throws_ok($$ select api.update_retention(null) $$, 'KF001', null, 'managers may not');

select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.update_retention(given.tenant_id('alder'), p_customers_months => 24, p_waitlist_days => 90),
    '{"customers_months": 24, "waitlist_days": 90, "messages_days": 30, "history_months": null}',
    'what is said is changed'
);
select is(
    api.update_retention(given.tenant_id('alder'), p_clear => '["customers_months"]'),
    '{"customers_months": null, "waitlist_days": 90, "messages_days": 30, "history_months": null}',
    'what is cleared is kept for ever'
);
select throws_ok(
    $$ select api.update_retention(given.tenant_id('alder'), p_messages_days => 0) $$,
    '23514', null, 'no time at all is none'
);
select throws_ok(
    $$ select api.update_retention(given.tenant_id('birch'), p_messages_days => 1) $$,
    '42501', null, 'it is for one''s own business'
);
select given.nobody();
select is(
    (select count(*)::integer from data.history where table_name = 'retention_rules'), 3,
    'it is recorded'
);

select * from finish();
rollback;
