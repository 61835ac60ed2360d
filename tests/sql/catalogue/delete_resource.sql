-- api.delete_resource: giving up somebody or something that has no bookings to come.

begin;
select plan(16);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
create temporary table booked as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as id;
grant select on booked to public;
create temporary table found as
select name, resource_id from data.resources;
grant select on found to public;

create function pg_temp.delete_resource(p_name text, p_slug text default 'alder') returns void
    language sql
as $$
    select api.delete_resource(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => (select resource_id from found where name = p_name)
    );
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.delete_resource('Ben', 'birch') $$,
    'KN005', null, 'another business''s resource does not exist'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok($$ select pg_temp.delete_resource('Ben') $$, 'KF001', null, 'staff may not');
select given.acting_for('alder', 'customer');
select throws_ok($$ select pg_temp.delete_resource('Ben') $$, 'KF001', null, 'nor may a customer');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.delete_resource('Ben') $$, 'KA001', null, 'nor a guest');

select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select pg_temp.delete_resource('Ann') $$, 'KC022', null, 'not with bookings to come'
);
select lives_ok($$ select pg_temp.delete_resource('Ben') $$, 'but without');
select is(
    given.has_locked('alder', 'Ben'), true, 'nobody books it while that is done'
);
select throws_ok($$ select pg_temp.delete_resource('Ben') $$, 'KN005', null, 'it goes once');
select is(
    api.get_service(given.tenant_id('alder'), given.service_id('alder', 'Cut')) -> 'resources',
    jsonb_build_array(given.resource_id('alder', 'Ann')), 'services go on without it'
);
select throws_ok(
    $$ select api.create_booking(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.at('alder', given.day(0, '10:00')), '{"name": "Zoe", "email": "zoe@customers.test"}',
        (select resource_id from found where name = 'Ben')
    ) $$,
    'KN005', null, 'and it cannot be booked any more'
);

select lives_ok(
    $$ select api.cancel_booking(given.tenant_id('alder'), id) from booked $$,
    'a booking is cancelled'
);
select lives_ok($$ select pg_temp.delete_resource('Ann') $$, 'then she may go too');
select is(
    api.get_booking(given.tenant_id('alder'), id) ->> 'resource_id',
    (select resource_id::text from found where name = 'Ann'), 'the booking keeps her'
) from booked;
select lives_ok(
    format(
        $$ select api.create_resource(%L, %L, 'staff', 'Ann', p_user_id => %L) $$,
        given.tenant_id('alder'), given.location_id('alder'), given.user_id('alder', 'Ann')
    ),
    'and she may come back, with another calendar'
);

select given.nobody();
select is(
    (
        select count(*)::integer from data.resources
        where archived_at is not null and user_id is null
    ),
    2, 'both are archived, and nobody any more'
);
select is(
    (
        select count(*)::integer from data.events
        where type = 'resource.archived' and actor_id is not null
    ),
    2, 'and it is told'
);

select * from finish();
rollback;
