-- api.create_customer: somebody new.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.create_customer(
    p_name text default 'Zoe', p_email text default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.create_customer(
        p_tenant_id => given.tenant_id(p_slug), p_name => p_name, p_email => p_email
    );
$$;

select given.acting_for('alder', 'staff', 'Sam');
select is(
    api.create_customer(
        given.tenant_id('alder'), 'Zoe', 'Zoe@Customers.test', '+39 06 123', 'Likes tea', 'it'
    ) - '{id,created_at}'::text[],
    '{"name": "Zoe", "email": "zoe@customers.test", "phone": "+39 06 123", "note": "Likes tea",
      "locale": "it"}',
    'staff record a customer, with the e-mail address in lower case'
);
select is(
    pg_temp.create_customer('Walk-in') - '{id,created_at}'::text[],
    '{"name": "Walk-in", "email": null, "phone": null, "note": null, "locale": null}',
    'a name is enough'
);
select lives_ok($$ select pg_temp.create_customer('Walk-in') $$, 'names may be the same');
select throws_ok(
    $$ select pg_temp.create_customer('Somebody', 'ZOE@customers.test') $$,
    'KC032', null, 'e-mail addresses may not, in any case'
);
select throws_ok(
    $$ select pg_temp.create_customer('Somebody', 'nonsense') $$, '23514', null, 'nor be nonsense'
);
select throws_ok($$ select pg_temp.create_customer(' ') $$, '23514', null, 'a name is not blank');
select throws_ok($$ select pg_temp.create_customer(null) $$, '23502', null, 'and has to be given');

select given.acting_for('birch', 'owner');
select lives_ok(
    $$ select pg_temp.create_customer('Zoe', 'zoe@customers.test', 'birch') $$,
    'another business may know the same person'
);

select given.acting_for('alder', 'staff', 'Sam', '{"idempotency_key": "k", "request_hash": "one"}');
select is(
    pg_temp.create_customer('Eve', 'eve@customers.test'),
    pg_temp.create_customer('Eve', 'eve@customers.test'),
    'a request that is repeated is answered again'
);
select given.acting_for('alder', 'staff', 'Sam', '{"idempotency_key": "k", "request_hash": "two"}');
select throws_ok(
    $$ select pg_temp.create_customer('Adam') $$, 'KV003', null, 'a key belongs to one request'
);
select given.acting_for('alder', 'customer');
select throws_ok($$ select pg_temp.create_customer() $$, 'KF001', null, 'customers may not');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.create_customer() $$, 'KA001', null, 'nor may a guest');

select given.nobody();
select is(
    (select count(*) from data.events where type = 'customer.created'),
    (select count(*) from data.customers), 'every one is told, and none that was refused'
);

select * from finish();
rollback;
