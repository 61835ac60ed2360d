-- api.update_closure: moving a closure, and bookings that stand in what it takes anew.

begin;
select plan(15);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'));
select given.booking('alder', 'Cut', 'Ann', given.day(0, '13:00'));

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select api.create_closure(
    p_tenant_id => given.tenant_id('alder'),
    p_location_id => given.location_id('alder'),
    p_starts_at => given.at('alder', given.day(0, '11:00')),
    p_ends_at => given.at('alder', given.day(0, '12:00')),
    p_reason => 'A leak'
) as closure;
grant select on made to public;

create function pg_temp.move(
    p_from timestamp default null, p_until timestamp default null, p_keep boolean default false,
    p_reason text default null, p_clear jsonb default '[]', p_slug text default 'alder',
    p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.update_closure(
        p_tenant_id => given.tenant_id(p_slug),
        p_closure_id => coalesce(p_id, (select (closure ->> 'id')::uuid from made)),
        p_starts_at => given.at('alder', p_from),
        p_ends_at => given.at('alder', p_until),
        p_reason => p_reason,
        p_keep_bookings => p_keep,
        p_clear => p_clear
    );
$$;

select is(
    pg_temp.move(p_until => given.day(0, '13:00')),
    closure || jsonb_build_object('ends_at', given.at('alder', given.day(0, '13:00'))),
    'what is given changes, the rest stays'
) from made;
create temporary table moved as select pg_temp.move(given.day(0, '10:00')) as closure;
select is(
    api.get_closure(given.tenant_id('alder'), (closure ->> 'id')::uuid), closure, 'and it is kept'
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
    pg_temp.move(p_reason => 'Paint') ->> 'reason', 'Paint', 'then it is not asked about again'
);
select throws_ok(
    $$ select pg_temp.move(given.day(0, '09:30')) $$, 'KC030', null, 'but another one is'
);
select is(
    pg_temp.move(p_clear => '["reason"]') -> 'reason', 'null'::jsonb, 'what is cleared goes'
);

select throws_ok(
    $$ select pg_temp.move(given.day(0, '14:00')) $$, 'KV030', null, 'it ends after it starts'
);
select throws_ok(
    $$ select pg_temp.move(p_until => given.day(367, '10:00')) $$,
    'KV030', null, 'within 366 days'
);
select throws_ok(
    $$ select pg_temp.move(p_clear => '["starts_at"]') $$, 'KV030', null, 'it has a start'
);
select throws_ok(
    $$ select pg_temp.move(p_id => uuidv7()) $$, 'KN010', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.move(p_slug => 'birch') $$,
    'KN010', null, 'another business''s closure does not exist'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok('select pg_temp.move()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.move()', 'KA001', null, 'nor may a guest');

select given.nobody();
select is(
    (select count(*)::integer from data.events where type = 'closure.updated'), 5,
    'every change is told, and none that was undone'
);

select * from finish();
rollback;
