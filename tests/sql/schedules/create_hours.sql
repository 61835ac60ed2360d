-- api.create_hours: saying when a resource works every week.

begin;
select plan(19);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
delete from data.hours;

create function pg_temp.create_hours(
    p_opens time default '09:00', p_closes time default '17:00', p_from date default null,
    p_until date default null, p_slug text default 'alder', p_weekday integer default 1
) returns jsonb
    language sql
as $$
    select api.create_hours(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_weekday => p_weekday,
        p_opens_at => p_opens,
        p_closes_at => p_closes,
        p_valid_from => p_from,
        p_valid_until => p_until
    );
$$;

create function pg_temp.starts() returns integer
    language sql
as $$
    select json_array_length(api.get_availability(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_from => given.day(0)::date,
        p_to => given.day(0)::date
    ) -> 'slots');
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.starts(), 0, 'without hours nothing can be booked');
create temporary table made as select pg_temp.create_hours() as hours;
select is(pg_temp.starts(), 29, 'with them it can');
select ok(
    given.has_locked('alder', 'Ann'), 'until it is there for all to see, nobody else books'
);
select is(
    hours - 'id',
    jsonb_build_object(
        'resource_id', given.resource_id('alder', 'Ann'),
        'weekday', 1,
        'opens_at', '09:00',
        'closes_at', '17:00',
        'valid_from', null,
        'valid_until', null
    ),
    'they are answered as they were said'
) from made;
select isnt(hours ->> 'id', null, 'with an id') from made;

select given.acting_for('alder', 'manager', 'Max');
select is(
    pg_temp.create_hours('18:00', '24:00', '2030-01-01', '2030-12-31') - '{id,resource_id}'::text[],
    '{"weekday": 1, "opens_at": "18:00", "closes_at": "24:00",
      "valid_from": "2030-01-01", "valid_until": "2030-12-31"}',
    'a manager may too, until midnight, and for a season'
);
select is(
    pg_temp.create_hours('22:00', '02:00') ->> 'closes_at', '02:00', 'and over midnight'
);
select lives_ok($$ select pg_temp.create_hours() $$, 'hours may overlap');

select throws_ok(
    $$ select pg_temp.create_hours(p_from => '2030-02-01', p_until => '2030-01-01') $$,
    'KV030', null, 'the last date is not before the first'
);
select throws_ok(
    $$ select pg_temp.create_hours('09:00:30') $$,
    'KV030', null, 'nobody opens at thirty seconds past'
);
select throws_ok(
    $$ select pg_temp.create_hours(p_closes => '17:00:00.5') $$,
    'KV030', null, 'nor closes at a fraction'
);
select throws_ok(
    $$ select pg_temp.create_hours(p_weekday => 8) $$, '23514', null, 'a week has seven days'
);

select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "one"}'
);
select is(
    pg_temp.create_hours(), pg_temp.create_hours(), 'a request that is repeated is answered again'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "two"}'
);
select throws_ok(
    $$ select pg_temp.create_hours() $$, 'KV003', null, 'a key belongs to one request'
);

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.create_hours() $$, 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.create_hours() $$, 'KA001', null, 'nor may a guest');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.create_hours(p_slug => 'birch') $$,
    'KN005', null, 'another business''s resource does not exist'
);

select given.nobody();
update data.resources set archived_at = now() where name = 'Ann';
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.create_hours() $$, 'KN005', null, 'an archived resource works no more'
);

select given.nobody();
select is(
    (select count(*) from data.events where type = 'hours.created' and actor_id is not null),
    (select count(*) from data.hours), 'every change is told, with who did it'
);

select * from finish();
rollback;
