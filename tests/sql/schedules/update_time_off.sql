-- api.update_time_off: moving time off, and bookings that stand in what it takes anew.

begin;
select plan(16);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'));
select given.booking('alder', 'Cut', 'Ann', given.day(0, '13:00'));

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select api.create_time_off(
    p_tenant_id => given.tenant_id('alder'),
    p_resource_id => given.resource_id('alder', 'Ann'),
    p_starts_at => given.at('alder', given.day(0, '11:00')),
    p_ends_at => given.at('alder', given.day(0, '12:00')),
    p_reason => 'Lunch'
) as time_off;
grant select on made to public;

create function pg_temp.move(
    p_from timestamp default null, p_until timestamp default null, p_keep boolean default false,
    p_reason text default null, p_clear jsonb default '[]', p_slug text default 'alder',
    p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.update_time_off(
        p_tenant_id => given.tenant_id(p_slug),
        p_time_off_id => coalesce(p_id, (select (time_off ->> 'id')::uuid from made)),
        p_starts_at => given.at('alder', p_from),
        p_ends_at => given.at('alder', p_until),
        p_reason => p_reason,
        p_keep_bookings => p_keep,
        p_clear => p_clear
    );
$$;

select is(
    pg_temp.move(p_until => given.day(0, '13:00')),
    time_off || jsonb_build_object('ends_at', given.at('alder', given.day(0, '13:00'))),
    'what is given changes, the rest stays'
) from made;
create temporary table moved as select pg_temp.move(given.day(0, '10:00')) as time_off;
select is(
    api.get_time_off(given.tenant_id('alder'), (time_off ->> 'id')::uuid), time_off,
    'and it is kept'
) from moved;
select throws_ok(
    $$ select pg_temp.move(p_until => given.day(0, '13:01')) $$,
    'KC030', null, 'not into a booking'
);
select lives_ok(
    $$ select pg_temp.move(p_until => given.day(0, '13:30'), p_keep => true) $$,
    'unless it is to be kept'
);
select is(
    pg_temp.move(p_reason => 'Dentist') ->> 'reason', 'Dentist',
    'then it is not asked about again'
);
select throws_ok(
    $$ select pg_temp.move(given.day(0, '09:30')) $$, 'KC030', null, 'but another one is'
);
select is(
    pg_temp.move(p_clear => '["reason"]') -> 'reason', 'null'::jsonb, 'what is cleared goes'
);

select given.acting_for('alder', 'staff', 'Ann');
select is(
    pg_temp.move(p_until => given.day(0, '12:30')) ->> 'ends_at',
    given.at('alder', given.day(0, '12:30')), 'staff change their own'
);
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok(
    $$ select pg_temp.move(p_until => given.day(0, '12:00')) $$,
    'KF001', null, 'and nobody else''s'
);

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.move(given.day(0, '14:00')) $$, 'KV030', null, 'it ends after it starts'
);
select throws_ok(
    $$ select pg_temp.move(p_until => given.day(367, '10:00')) $$,
    'KV030', null, 'within 366 days'
);
select throws_ok(
    $$ select pg_temp.move(p_clear => '["ends_at"]') $$, 'KV030', null, 'it has an end'
);
select throws_ok(
    $$ select pg_temp.move(p_id => uuidv7()) $$, 'KN009', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.move(p_slug => 'birch') $$,
    'KN009', null, 'another business''s time off does not exist'
);
select given.acting_for('alder');
select throws_ok('select pg_temp.move()', 'KA001', null, 'a guest may not');

select given.nobody();
select is(
    (select count(*)::integer from data.events where type = 'time_off.updated'), 6,
    'every change is told, and none that was undone'
);

select * from finish();
rollback;
