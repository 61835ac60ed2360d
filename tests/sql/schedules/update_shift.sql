-- api.update_shift: moving a shift, and bookings that would stand outside it.

begin;
select plan(17);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select api.create_shift(
    p_tenant_id => given.tenant_id('alder'),
    p_resource_id => given.resource_id('alder', 'Ann'),
    p_starts_at => given.at('alder', given.day(0, '18:00')),
    p_ends_at => given.at('alder', given.day(0, '22:00'))
) as shift;
grant select on made to public;
select given.nobody();
select given.booking('alder', 'Cut', 'Ann', given.day(0, '20:00'));
select given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'));

create function pg_temp.move(
    p_from timestamp default null, p_until timestamp default null, p_keep boolean default false,
    p_clear jsonb default '[]', p_slug text default 'alder', p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.update_shift(
        p_tenant_id => given.tenant_id(p_slug),
        p_shift_id => coalesce(p_id, (select (shift ->> 'id')::uuid from made)),
        p_starts_at => given.at('alder', p_from),
        p_ends_at => given.at('alder', p_until),
        p_keep_bookings => p_keep,
        p_clear => p_clear
    );
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.move(p_until => given.day(0, '21:00')),
    shift || jsonb_build_object('ends_at', given.at('alder', given.day(0, '21:00'))),
    'what is given changes, the rest stays'
) from made;
create temporary table moved as select pg_temp.move(given.day(0, '19:00')) as shift;
select is(
    api.get_shift(given.tenant_id('alder'), (shift ->> 'id')::uuid), shift, 'and it is kept'
) from moved;
select throws_ok(
    $$ select pg_temp.move(p_until => given.day(0, '20:30')) $$,
    'KC030', null, 'not past a booking that it would no longer hold'
);
select throws_ok(
    $$ select pg_temp.move(given.day(2, '09:00'), given.day(2, '17:00')) $$,
    'KC030', null, 'nor away from one, to another date'
);
select throws_ok(
    $$ select pg_temp.move(given.day(1, '18:00'), given.day(1, '22:00')) $$,
    'KC030', null, 'nor to a date where it takes the place of hours that one stands in'
);
select lives_ok(
    $$ select pg_temp.move(p_until => given.day(0, '20:30'), p_keep => true) $$,
    'unless they are to be kept'
);
select is(
    pg_temp.move(given.day(0, '19:30')) ->> 'starts_at', given.at('alder', given.day(0, '19:30')),
    'what stood outside before is not asked about again'
);
select is(
    pg_temp.move(given.day(2, '00:30'), given.day(2, '04:00')) ->> 'on_date',
    given.day(2)::date::text, 'the date follows the start, on the clock of the location'
);
select is(
    pg_temp.move() ->> 'on_date', given.day(2)::date::text, 'no change is a change too'
);

select throws_ok(
    $$ select pg_temp.move(p_until => given.day(2, '00:30')) $$,
    'KV030', null, 'a shift ends after it starts'
);
select throws_ok(
    $$ select pg_temp.move(p_until => given.day(3, '02:00')) $$, 'KV030', null, 'within 24 hours'
);
select throws_ok(
    $$ select pg_temp.move(p_clear => '["starts_at"]') $$, 'KV030', null, 'it has a start'
);
select throws_ok(
    $$ select pg_temp.move(p_id => uuidv7()) $$, 'KN008', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.move(p_slug => 'birch') $$,
    'KN008', null, 'another business''s shift does not exist'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok('select pg_temp.move()', 'KF001', null, 'staff may not, not even their own');
select given.acting_for('alder');
select throws_ok('select pg_temp.move()', 'KA001', null, 'nor may a guest');

select given.nobody();
select is(
    (select count(*)::integer from data.events where type = 'shift.updated'), 5,
    'every change is told, and none that was undone or changed nothing'
);

select * from finish();
rollback;
