-- api.update_location: what is known of a place changes.

begin;
select plan(20);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
create temporary table booked as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as id;
grant select on booked to public;

create function pg_temp.change(
    p_name text default null, p_zone text default null, p_latitude double precision default null,
    p_longitude double precision default null, p_clear jsonb default '[]',
    p_slug text default 'alder', p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.update_location(
        p_tenant_id => given.tenant_id(p_slug),
        p_location_id => coalesce(p_id, given.location_id('alder')),
        p_name => p_name,
        p_time_zone => p_zone,
        p_latitude => p_latitude,
        p_longitude => p_longitude,
        p_clear => p_clear
    );
$$;

create function pg_temp.first_start() returns text
    language sql
as $$
    select api.get_availability(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_from => given.day(1)::date,
        p_to => given.day(1)::date
    ) -> 'slots' -> 0 ->> 'starts_at';
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.update_location(
        given.tenant_id('alder'), given.location_id('alder'), p_address => 'Main Street 1'
    ),
    jsonb_build_object(
        'id', given.location_id('alder'), 'name', 'alder', 'address', 'Main Street 1',
        'time_zone', 'Europe/Rome', 'latitude', null, 'longitude', null,
        'tax_name', null, 'tax_number', null, 'tax_basis_points', 0,
        'tax_is_inclusive', true,
        'hours', '[]'::jsonb
    ),
    'what is given changes, the rest stays'
);
select is(
    given.has_locked('alder', 'Ann'), false, 'nobody who books there has to wait for that'
);
select is(
    pg_temp.change(p_clear => '["address"]') -> 'address', 'null'::jsonb, 'what is cleared goes'
);
select is(
    pg_temp.change(p_latitude => 41.9, p_longitude => 12.5) ->> 'latitude', '41.9',
    'it is put on the map'
);
select is(
    api.list_tenants(null, '41.9,12.5') -> 'items' -> 0 ->> 'slug', 'alder',
    'and the directory finds it'
);
select throws_ok(
    $$ select pg_temp.change(p_clear => '["latitude"]') $$, '23514', null, 'half a position is none'
);
select is(
    pg_temp.change(p_clear => '["latitude", "longitude"]') -> 'longitude', 'null'::jsonb,
    'it is taken off the map'
);
select is(
    api.list_tenants(null, '41.9,12.5') -> 'items', '[]'::jsonb, 'and the directory forgets it'
);

select given.acting_for('alder', 'manager', 'Max');
select is(
    pg_temp.first_start(), given.at('alder', given.day(1, '09:00')), 'they work from nine in Rome'
);
select is(
    pg_temp.change(p_zone => 'Asia/Tokyo') ->> 'time_zone', 'Asia/Tokyo',
    'a manager sets another clock'
);
select is(
    pg_temp.first_start(),
    to_char(
        given.day(1, '09:00') at time zone 'Asia/Tokyo' at time zone 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS"Z"'
    ),
    'and then from nine in Tokyo'
);
select is(
    given.has_locked('alder', 'Ann'), true, 'nobody can book by the old clock at that moment'
);
select is(
    api.get_booking(given.tenant_id('alder'), id) ->> 'starts_at',
    given.at('alder', given.day(0, '10:00')), 'a booking stays where it is'
) from booked;
select is(
    api.get_booking(given.tenant_id('alder'), id) ->> 'time_zone', 'Europe/Rome',
    'on the clock it was made by'
) from booked;

select throws_ok(
    $$ select pg_temp.change(p_clear => '["time_zone"]') $$, '23502', null, 'it has a clock'
);
select throws_ok(
    $$ select pg_temp.change(p_id => uuidv7()) $$, 'KN006', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.change('Ours', p_slug => 'birch') $$,
    'KN006', null, 'another business''s location does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.change()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.change()', 'KA001', null, 'nor may a guest');

select given.nobody();
select is(
    (select count(*)::integer from data.events where type = 'location.updated'), 5,
    'every change is told, and none that was refused'
);

select * from finish();
rollback;
