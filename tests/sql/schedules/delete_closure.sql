-- api.delete_closure: open after all.

begin;
select plan(7);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select (api.create_closure(
    p_tenant_id => given.tenant_id('alder'),
    p_location_id => given.location_id('alder'),
    p_starts_at => given.at('alder', given.day(0)),
    p_ends_at => given.at('alder', given.day(1))
) ->> 'id')::uuid as closure_id;
grant select on made to public;

create function pg_temp.delete_closure(p_slug text default 'alder') returns void
    language sql
as $$
    select api.delete_closure(
        p_tenant_id => given.tenant_id(p_slug), p_closure_id => (select closure_id from made)
    );
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.delete_closure('birch') $$,
    'KN010', null, 'another business''s closure does not exist'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok('select pg_temp.delete_closure()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.delete_closure()', 'KA001', null, 'nor may a guest');

select given.acting_for('alder', 'owner', 'Olga');
select lives_ok('select pg_temp.delete_closure()', 'an owner may');
select throws_ok('select pg_temp.delete_closure()', 'KN010', null, 'once');

select given.nobody();
select is((select count(*)::integer from data.closures), 0, 'none is left');
select is(
    (select count(*)::integer from data.events where type = 'closure.deleted'), 1, 'and it is told'
);

select * from finish();
rollback;
