-- api.create_push_subscription: a member's browser.

begin;
select plan(9);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Max', 'manager'),
    given.member('alder', 'Sam', 'staff');

create function pg_temp.subscribe(p_endpoint text, p_auth text default repeat('A', 22))
returns jsonb
    language sql
    return api.create_push_subscription(
        (current_setting('request.claims')::jsonb ->> 'tenant_id')::uuid, p_endpoint,
        'BA' || repeat('A', 85), p_auth, 'A browser'
    );

select is(
    given.outcomes('alder', 'select pg_temp.subscribe(''https://push.test/1'')'),
    'guest KA001, staff done, manager done, owner done', 'whoever works there has one'
);
select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.subscribe('https://push.test/2') - '{id,created_at}'::text[],
    '{"user_agent": "A browser", "last_used_at": null}', 'of which nothing secret is told'
);
select given.acting_for('birch', 'staff', 'Sam');
select throws_ok(
    $$ select pg_temp.subscribe('https://push.test/3') $$, 'KF001', null,
    'nobody who does not work there'
);
select given.acting_for('alder', 'staff', 'Sam');
select is(
    given.outcome($$ select pg_temp.subscribe('http://push.test/4') $$)
    || given.outcome($$ select pg_temp.subscribe('https://user@push.test/4') $$)
    || given.outcome($$ select pg_temp.subscribe('https://push.test/4', 'short') $$),
    '235142351423514', 'nothing without TLS, with a user in it, or without a key'
);
select pg_temp.subscribe('https://push.test/2', repeat('B', 22));
select given.nobody();
select is(
    (
        select jsonb_agg(auth order by endpoint)
        from data.push_subscriptions where user_id = given.user_id('alder', 'Sam')
    ),
    jsonb_build_array(repeat('A', 22), repeat('B', 22)), 'the same browser again has a new key'
);
select given.acting_for('alder', 'staff', 'Sam');
select pg_temp.subscribe('https://push.test/more' || n) from generate_series(1, 9) as n;
select given.nobody();
select is(
    (
        select array_agg(endpoint::text order by subscription_id)
        from data.push_subscriptions where user_id = given.user_id('alder', 'Sam')
    ),
    array['https://push.test/2'] || array(
        select 'https://push.test/more' || n from generate_series(1, 9) as n
    ),
    'of eleven the oldest goes'
);
select is(
    (select count(*) from data.push_subscriptions where user_id <> given.user_id('alder', 'Sam')),
    2::bigint, 'and nobody else''s'
);

select given.acting_for('alder', 'staff', 'Sam', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    pg_temp.subscribe('https://push.test/k'), pg_temp.subscribe('https://push.test/k'),
    'a request that is sent again is answered again'
);

select given.nobody();
delete from data.members where user_id = given.user_id('alder', 'Sam');
select is_empty(
    $$ select from data.push_subscriptions where user_id = given.user_id('alder', 'Sam') $$,
    'who leaves is told no more'
);

select * from finish();
rollback;
