-- api.get_hours: one of the weekly hours.

begin;
select plan(6);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.member('alder', 'Sam', 'staff');
create temporary table monday as
select hours_id from data.hours
where weekday = 1 and resource_id = given.resource_id('alder', 'Ann');
grant select on monday to public;

create function pg_temp.get_hours(
    p_resource text default 'Ann', p_slug text default 'alder', p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.get_hours(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => given.resource_id('alder', p_resource),
        p_hours_id => coalesce(p_id, (select hours_id from monday))
    );
$$;

select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.get_hours(),
    jsonb_build_object(
        'id', hours_id,
        'resource_id', given.resource_id('alder', 'Ann'),
        'weekday', 1,
        'opens_at', '09:00',
        'closes_at', '17:00',
        'valid_from', null,
        'valid_until', null
    ),
    'staff read the hours of anybody'
) from monday;
select throws_ok(
    $$ select pg_temp.get_hours('Ben') $$, 'KN007', null, 'they are found where they belong only'
);
select throws_ok(
    $$ select pg_temp.get_hours(p_id => uuidv7()) $$, 'KN007', null, 'they have to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_hours(p_slug => 'birch') $$,
    'KN007', null, 'another business''s hours do not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.get_hours()', 'KF001', null, 'customers do not read hours');
select given.acting_for('alder');
select throws_ok('select pg_temp.get_hours()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
