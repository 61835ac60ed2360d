-- api.update_resource: what is known of a resource changes, as far as bookings to come allow.

begin;
select plan(27);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Chairs', 'equipment', 3);
select given.resource('alder', 'Ann');
select given.service('alder', 'Sit', 60, 'Chairs');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Branch', 'Europe/Rome');

create function pg_temp.change(
    p_name text default null, p_seats integer default null, p_location text default null,
    p_kind text default null, p_user text default null, p_clear jsonb default '[]',
    p_resource text default 'Chairs', p_slug text default 'alder', p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.update_resource(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => coalesce(p_id, given.resource_id('alder', p_resource)),
        p_name => p_name,
        p_seats => p_seats,
        p_location_id => case
            when p_location is not null then given.location_id('alder', p_location)
        end,
        p_kind => p_kind,
        p_user_id => given.user_id('alder', p_user),
        p_clear => p_clear
    );
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.update_resource(
        given.tenant_id('alder'), given.resource_id('alder', 'Chairs'),
        p_description => 'Red', p_max_party_size => 1, p_max_per_day => 90, p_always_open => true,
        p_is_public => false
    ) - '{id,location_id}'::text[],
    '{"kind": "equipment", "name": "Chairs", "description": "Red", "seats": 3,
      "max_party_size": 1, "user_id": null, "max_per_day": 90, "always_open": true,
      "is_public": false}'::jsonb,
    'what is given changes, the rest stays'
);
select is(
    given.has_locked('alder', 'Chairs'), true, 'nobody books it while that is done'
);
select is(
    pg_temp.change(p_clear => '["description", "max_party_size", "max_per_day"]')
    - '{id,location_id}'::text[],
    '{"kind": "equipment", "name": "Chairs", "description": null, "seats": 3,
      "max_party_size": null, "user_id": null, "max_per_day": null, "always_open": true,
      "is_public": false}'::jsonb,
    'what is cleared goes'
);
select is(
    pg_temp.change(),
    api.get_resource(given.tenant_id('alder'), given.resource_id('alder', 'Chairs')),
    'and it is kept'
);
select lives_ok(
    format(
        'select api.update_resource(%L, %L, p_always_open => false, p_is_public => true)',
        given.tenant_id('alder'), given.resource_id('alder', 'Chairs')
    ),
    'what is true can become false, and back'
);
select given.acting_for('alder', 'manager', 'Max');
select is(pg_temp.change(p_seats => 4) ->> 'seats', '4', 'a manager may change it too');

-- Three at once sit in seats 1 to 3; the first then goes.
select given.nobody();
create temporary table booked as
select
    given.booking('alder', 'Sit', 'Chairs', given.day(0, '10:00'), 'Ann') as first,
    given.booking('alder', 'Sit', 'Chairs', given.day(0, '10:00'), 'Ben') as second,
    given.booking('alder', 'Sit', 'Chairs', given.day(0, '10:00'), 'Cid') as third;
grant select on booked to public;

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.change(p_seats => 2) $$, 'KC021', null, 'a seat that is taken stays'
);
select is(pg_temp.change(p_seats => 3) ->> 'seats', '3', 'one that is not goes');
select lives_ok(
    $$ select api.cancel_booking(given.tenant_id('alder'), first) from booked $$, 'somebody cancels'
);
select throws_ok(
    $$ select pg_temp.change(p_seats => 2) $$, 'KC021', null, 'the last seat is still taken'
);
select throws_ok(
    $$ select pg_temp.change(p_location => 'Branch') $$,
    'KC022', null, 'with bookings to come it stays where it is'
);
select lives_ok(
    $$ select pg_temp.change('Armchairs', p_location => 'alder') $$,
    'saying where it is moves nothing'
);
select lives_ok($$ select pg_temp.change('Chairs', p_resource => 'Armchairs') $$, 'names are free');

-- One of them is only held, and the hold lapses; the other is over.
select given.nobody();
update data.allocations set hold_expires_at = now() - interval '1 second'
where booking_id = (select third from booked);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.change(p_seats => 2) ->> 'seats', '2', 'a hold that has lapsed keeps no seat'
);
select given.nobody();
update data.allocations
set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'
where booking_id = (select second from booked);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.change(p_seats => 1, p_location => 'Branch') ->> 'location_id',
    given.location_id('alder', 'Branch')::text, 'nor does a visit that is over; then it can move'
);

select throws_ok(
    $$ select pg_temp.change(p_user => 'Sam') $$, '23514', null, 'a thing is nobody'
);
select is(
    pg_temp.change(p_user => 'Sam', p_resource => 'Ann') ->> 'user_id',
    given.user_id('alder', 'Sam')::text, 'a person may be a member'
);
select throws_ok(
    $$ select pg_temp.change(p_kind => 'room', p_resource => 'Ann') $$,
    '23514', null, 'and is no room'
);
select is(
    pg_temp.change(p_kind => 'room', p_clear => '["user_id"]', p_resource => 'Ann') ->> 'kind',
    'room', 'unless it never was one'
);
select throws_ok(
    $$ select pg_temp.change(p_clear => '["seats"]') $$, '23502', null, 'it has seats'
);
select throws_ok(
    $$ select pg_temp.change(p_id => uuidv7()) $$, 'KN005', null, 'it has to be there'
);
select throws_ok(
    format(
        'select api.update_resource(%L, %L, p_location_id => uuidv7())',
        given.tenant_id('alder'), given.resource_id('alder', 'Ann')
    ),
    'KN006', null, 'so has where it is to be'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.change('Ours', p_slug => 'birch') $$,
    'KN005', null, 'another business''s resource does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.change()', 'KF001', null, 'staff may not');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.change()', 'KF001', null, 'nor may a customer');
select given.acting_for('alder');
select throws_ok('select pg_temp.change()', 'KA001', null, 'nor a guest');

select given.nobody();
select is(
    (
        select count(*)::integer from data.events
        where type = 'resource.updated' and actor_id is not null
    ),
    11, 'every change is told, and none that was refused or changed nothing'
);

select * from finish();
rollback;
