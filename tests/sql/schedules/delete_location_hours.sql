-- api.delete_location_hours: a location that is no longer open then every week.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
delete from data.hours;
insert into data.location_hours (tenant_id, location_id, weekday, opens_at, closes_at)
select given.tenant_id('alder'), given.location_id('alder'), n, '09:00', '17:00'
from generate_series(1, 7) as n;
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'));
create temporary table monday as select hours_id from data.location_hours where weekday = 1;
grant select on monday to public;

create function pg_temp.delete_hours(p_slug text default 'alder') returns void
    language sql
as $$
    select api.delete_location_hours(
        p_tenant_id => given.tenant_id(p_slug),
        p_location_id => given.location_id('alder'),
        p_hours_id => (select hours_id from monday)
    );
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.delete_hours('birch') $$,
    'KN007', null, 'another business''s hours do not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.delete_hours()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.delete_hours()', 'KA001', null, 'nor may a guest');

select given.acting_for('alder', 'owner', 'Olga');
select lives_ok('select pg_temp.delete_hours()', 'a booking in them does not hinder it');
select ok(
    given.has_locked('alder', 'Ann'), 'until it is there for all to see, nobody else books'
);
select throws_ok('select pg_temp.delete_hours()', 'KN007', null, 'they go once');

select given.nobody();
select is((select count(*)::integer from data.location_hours), 6, 'the other days stay');
select is((select status from data.bookings), 'confirmed', 'the booking stays as it is');
select is(
    (select count(*)::integer from data.events where type = 'location_hours.deleted'), 1,
    'and it is told'
);

select * from finish();
rollback;
