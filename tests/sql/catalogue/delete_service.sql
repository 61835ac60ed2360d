-- api.delete_service: selling something no more.

begin;
select plan(11);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Colour', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
create temporary table booked as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as id;
grant select on booked to public;

create function pg_temp.delete_service(p_name text default 'Cut', p_slug text default 'alder')
returns void
    language sql
as $$
    select api.delete_service(
        p_tenant_id => given.tenant_id(p_slug), p_service_id => given.service_id('alder', p_name)
    );
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.delete_service(p_slug => 'birch') $$,
    'KN002', null, 'another business''s service does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.delete_service()', 'KF001', null, 'staff may not');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.delete_service()', 'KF001', null, 'nor may a customer');
select given.acting_for('alder');
select throws_ok('select pg_temp.delete_service()', 'KA001', null, 'nor a guest');

select given.acting_for('alder', 'manager', 'Max');
select lives_ok('select pg_temp.delete_service()', 'a manager may');
select throws_ok('select pg_temp.delete_service()', 'KN002', null, 'once');
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok($$ select pg_temp.delete_service('Colour') $$, 'so may an owner');
select is(
    api.get_booking(given.tenant_id('alder'), id) ->> 'status', 'confirmed',
    'a booking stays as it is'
) from booked;
select given.acting_for('alder');
select is(
    api.list_services(given.tenant_id('alder')) -> 'items', '[]'::jsonb, 'none is listed any more'
);
select throws_ok(
    $$ select api.get_availability(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.day(0)::date, given.day(0)::date
    ) $$,
    'KN002', null, 'and none can be booked'
);

select given.nobody();
select is(
    (select count(*)::integer from data.services where archived_at is not null), 2,
    'both are archived, not forgotten'
);

select * from finish();
rollback;
