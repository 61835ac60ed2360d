-- api.delete_hours: a resource that no longer works then every week.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'));
create temporary table monday as select hours_id from data.hours where weekday = 1;
grant select on monday to public;

create function pg_temp.delete_hours(p_slug text default 'alder') returns void
    language sql
as $$
    select api.delete_hours(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => given.resource_id('alder', 'Ann'),
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
select is((select count(*)::integer from data.hours), 6, 'the other days stay');
select is((select status from data.bookings), 'confirmed', 'the booking stays as it is');
select is(
    (select count(*)::integer from data.events where type = 'hours.deleted'), 1, 'and it is told'
);

select * from finish();
rollback;
