-- api.get_location: one place.

begin;
select plan(6);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.get_location(p_id uuid default null, p_slug text default 'alder')
returns jsonb
    language sql
as $$
    select api.get_location(
        p_tenant_id => given.tenant_id(p_slug),
        p_location_id => coalesce(p_id, given.location_id('alder'))
    );
$$;

select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.get_location(),
    jsonb_build_object(
        'id', given.location_id('alder'), 'name', 'alder', 'address', null,
        'time_zone', 'Europe/Rome', 'latitude', null, 'longitude', null,
        'tax_name', null, 'tax_number', null, 'tax_basis_points', 0,
        'tax_is_inclusive', true,
        'hours', '[]'::jsonb
    ),
    'staff read it'
);
select throws_ok(
    'select pg_temp.get_location(uuidv7())', 'KN006', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_location(p_slug => 'birch') $$,
    'KN006', null, 'another business''s location does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.get_location()', 'KF001', null, 'customers do not read it here');
select given.acting_for('alder');
select throws_ok('select pg_temp.get_location()', 'KA001', null, 'a guest has to sign in');

select given.nobody();
update data.locations set archived_at = now();
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.get_location()', 'KN006', null, 'one that is archived is gone');

select * from finish();
rollback;
