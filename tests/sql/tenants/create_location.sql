-- api.create_location: adding a place to a business.

begin;
select plan(15);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.create_location(
    p_name text default 'Branch', p_address text default null, p_zone text default 'Europe/Rome',
    p_latitude double precision default null, p_longitude double precision default null
) returns jsonb
    language sql
as $$
    select api.create_location(
        p_tenant_id => given.tenant_id('alder'),
        p_name => p_name,
        p_address => p_address,
        p_time_zone => p_zone,
        p_latitude => p_latitude,
        p_longitude => p_longitude
    );
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.create_location('Branch', 'Main Street 1', 'America/New_York', 40.7, -74) - 'id',
    '{"name": "Branch", "address": "Main Street 1", "time_zone": "America/New_York",
      "latitude": 40.7, "longitude": -74,
      "tax_name": null, "tax_number": null, "tax_basis_points": 0,
      "tax_is_inclusive": true, "hours": []}'::jsonb,
    'an owner adds a place'
);
select is(
    api.get_location(given.tenant_id('alder'), given.location_id('alder', 'Branch')) ->> 'address',
    'Main Street 1', 'and it is there'
);
select is(
    api.list_tenants(null, '40.7,-74') -> 'items' -> 0 ->> 'slug', 'alder',
    'where the directory finds it'
);
select given.acting_for('alder', 'manager', 'Max');
select is(
    pg_temp.create_location('Shed') - 'id',
    '{"name": "Shed", "address": null, "time_zone": "Europe/Rome",
      "latitude": null, "longitude": null,
      "tax_name": null, "tax_number": null, "tax_basis_points": 0,
      "tax_is_inclusive": true, "hours": []}'::jsonb,
    'a manager may too, and need not say where'
);

select throws_ok(
    $$ select pg_temp.create_location(p_latitude => 40.7) $$,
    '23514', null, 'half a position is none'
);
select throws_ok(
    $$ select pg_temp.create_location(p_latitude => 90.1, p_longitude => 0) $$,
    '23514', null, 'a position is on the globe'
);
select throws_ok(
    $$ select pg_temp.create_location(p_zone => 'Europe/Atlantis') $$,
    '22023', null, 'a zone has to exist'
);
select throws_ok(
    $$ select pg_temp.create_location(' ') $$, '23514', null, 'a place has a name'
);

select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "one"}'
);
select is(
    pg_temp.create_location(), pg_temp.create_location(),
    'a request that is repeated is answered again'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "two"}'
);
select throws_ok(
    'select pg_temp.create_location()', 'KV003', null, 'a key belongs to one request'
);

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.create_location()', 'KF001', null, 'staff may not');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.create_location()', 'KF001', null, 'nor may a customer');
select given.acting_for('alder');
select throws_ok('select pg_temp.create_location()', 'KA001', null, 'nor a guest');
select given.acting_for('birch', 'owner');
select throws_ok(
    'select pg_temp.create_location()', '42501', null, 'and nobody for another business'
);

select given.nobody();
select is(
    (
        select count(*)::integer from data.events
        where type = 'location.created' and actor_id is not null
    ),
    3, 'every place is told, with who added it'
);

select * from finish();
rollback;
