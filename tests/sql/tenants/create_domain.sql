-- api.create_domain: a host is claimed.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.claim(p_host text, p_ascii text default null) returns uuid
    language sql
    return (
        api.create_domain(given.tenant_id('alder'), p_host, p_ascii) ->> 'id'
    )::uuid;

select is(
    given.outcomes('alder', $$ select pg_temp.claim('www.alder.test') $$),
    'guest KA001, staff KF001, manager done, owner 23505',
    'a manager may, and the owner'
);

select is(
    api.create_domain(given.tenant_id('alder'), 'Bücher.test', 'xn--bcher-kva.test') ->> 'host',
    'xn--bcher-kva.test', 'a host is known as DNS knows it'
);
select is(
    api.create_domain(given.tenant_id('alder'), 'Shop.Alder.test') - 'id' - 'created_at'
        - 'record_value',
    '{
        "host": "shop.alder.test", "record_name": "_holdfast.shop.alder.test", "verified_at": null
    }'::jsonb,
    'the answer says where a record has to be'
);
select is(given.outcome($$ select pg_temp.claim('alder') $$), 'KV046', 'a host has a domain');

select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}'
);
select is(
    pg_temp.claim('again.test'), pg_temp.claim('again.test'), 'the same request is answered alike'
);

select given.acting_for('alder', 'owner', 'Olga', '{"base_domain": "ours.test"}');
select is(given.outcome($$ select pg_temp.claim('ours.test') $$), 'KV044', 'our domain is ours');
select is(
    given.outcome($$ select pg_temp.claim('a.b.ours.test') $$), 'KV044', 'with all under it'
);
select is(given.outcome($$ select pg_temp.claim('yours.test') $$), 'done', 'and nothing else');

select * from finish();
rollback;
