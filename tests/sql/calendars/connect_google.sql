-- api.connect_google: where somebody is asked whether we may use their Google Calendar.

begin;
select plan(9);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');

create function pg_temp.ask(p_resource text, p_url text default 'https://g.test/') returns text
    language sql
    return api.connect_google(
        p_tenant_id => given.tenant_id('alder'),
        p_resource_id => given.resource_id('alder', p_resource),
        p_url => p_url
    ) ->> 'url';

select given.acting_for('alder');
select throws_ok($$ select pg_temp.ask('Ann') $$, 'KA001', null, 'a guest has no calendar here');
select given.acting_for('alder', 'customer');
select throws_ok($$ select pg_temp.ask('Ann') $$, 'KF001', null, 'and neither has a customer');
select given.acting_for('alder', 'staff', 'Ann');
select is(pg_temp.ask('Ann'), 'https://g.test/', 'staff are asked about their own');
select throws_ok($$ select pg_temp.ask('Ben') $$, 'KF001', null, 'and not about that of others');
select throws_ok(
    $$ select pg_temp.ask('Ann', null) $$, 'KC572', null, 'where Google knows us'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.ask('Ben'), 'https://g.test/', 'owners may begin it for anybody');
select throws_ok(
    $$ select api.connect_google(given.tenant_id('alder'), uuidv7(), p_url => 'https://g.test/') $$,
    'KN005', null, 'who is there'
);
select given.acting_for('birch', 'owner');
select throws_ok($$ select pg_temp.ask('Ann') $$, 'KN005', null, 'and works for them');

select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}'
);
select is(
    array[pg_temp.ask('Ann', 'https://g.test/1'), pg_temp.ask('Ann', 'https://g.test/2')],
    '{https://g.test/1,https://g.test/1}'::text[], 'who asks twice is answered the same'
);

select * from finish();
rollback;
