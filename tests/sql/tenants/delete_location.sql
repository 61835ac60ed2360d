-- api.delete_location: giving up a place.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));
update data.locations set latitude = 41.9, longitude = 12.5;
insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Branch', 'Europe/Rome');

create function pg_temp.delete_location(p_name text default 'alder', p_slug text default 'alder')
returns void
    language sql
as $$
    select api.delete_location(
        p_tenant_id => given.tenant_id(p_slug),
        p_location_id => given.location_id('alder', p_name)
    );
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.delete_location('Branch', 'birch') $$,
    'KN006', null, 'another business''s location does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.delete_location('Branch') $$, 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.delete_location('Branch') $$, 'KA001', null, 'nor may a guest');

select given.acting_for('alder', 'manager', 'Max');
select lives_ok(
    $$ select pg_temp.delete_location('Branch') $$, 'a manager gives up a place where nobody is'
);
select throws_ok($$ select pg_temp.delete_location('Branch') $$, 'KN006', null, 'once');
select throws_ok(
    'select pg_temp.delete_location()', 'KC020', null, 'but not where somebody still is'
);

select given.nobody();
update data.resources set archived_at = now();
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok('select pg_temp.delete_location()', 'once they have gone, it goes too');
select is(
    api.list_locations(given.tenant_id('alder')) -> 'items', '[]'::jsonb, 'none is listed any more'
);
select is(
    api.get_tenant(given.tenant_id('alder')) -> 'locations', '[]'::jsonb, 'not to the public either'
);
select is(
    api.list_tenants(null, '41.9,12.5', p_q => 'alder') -> 'items', '[]'::jsonb,
    'the directory does not find it there'
);
select is(
    api.list_bookings(given.tenant_id('alder')) -> 'items' -> 0 ->> 'location_id',
    given.location_id('alder')::text, 'a booking that was made there keeps it'
);
select throws_ok(
    format(
        $$ select api.create_resource(%L, %L, 'room', 'Cellar') $$,
        given.tenant_id('alder'), given.location_id('alder')
    ),
    'KN006', null, 'nothing new comes there'
);

select given.nobody();
select is(
    (select count(*)::integer from data.locations where archived_at is not null), 2,
    'both are archived, not forgotten'
);

select * from finish();
rollback;
