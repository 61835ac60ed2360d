-- api.get_closure: one closure.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select api.create_closure(
    p_tenant_id => given.tenant_id('alder'),
    p_location_id => given.location_id('alder'),
    p_starts_at => given.at('alder', given.day(0)),
    p_ends_at => given.at('alder', given.day(1))
) as closure;
grant select on made to public;

create function pg_temp.get_closure(
    p_id uuid default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.get_closure(
        p_tenant_id => given.tenant_id(p_slug),
        p_closure_id => coalesce(p_id, (select (closure ->> 'id')::uuid from made))
    );
$$;

select given.acting_for('alder', 'staff', 'Sam');
select is(pg_temp.get_closure(), closure, 'staff read it') from made;
select throws_ok(
    $$ select pg_temp.get_closure(uuidv7()) $$, 'KN010', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_closure(p_slug => 'birch') $$,
    'KN010', null, 'another business''s closure does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.get_closure()', 'KF001', null, 'customers do not read closures');
select given.acting_for('alder');
select throws_ok('select pg_temp.get_closure()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
