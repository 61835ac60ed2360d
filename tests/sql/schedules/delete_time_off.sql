-- api.delete_time_off: working after all.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');

create function pg_temp.leave() returns uuid
    language sql
as $$
    select (api.create_time_off(
        p_tenant_id => given.tenant_id('alder'),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_starts_at => given.at('alder', given.day(0, '11:00')),
        p_ends_at => given.at('alder', given.day(0, '12:00'))
    ) ->> 'id')::uuid;
$$;

create function pg_temp.delete_time_off(p_id uuid, p_slug text default 'alder') returns void
    language sql
as $$
    select api.delete_time_off(p_tenant_id => given.tenant_id(p_slug), p_time_off_id => p_id);
$$;

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as select pg_temp.leave() as one, pg_temp.leave() as two;
grant select on made to public;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.delete_time_off(one, 'birch') from made $$,
    'KN009', null, 'another business''s time off does not exist'
);
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok(
    $$ select pg_temp.delete_time_off(one) from made $$, 'KF001', null, 'staff do not take others'''
);
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.delete_time_off(one) from made $$, 'KA001', null, 'a guest may not at all'
);
select given.acting_for('alder', 'staff', 'Ann');
select lives_ok($$ select pg_temp.delete_time_off(one) from made $$, 'staff take back their own');
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.delete_time_off(one) from made $$, 'KN009', null, 'it goes once'
);
select lives_ok($$ select pg_temp.delete_time_off(two) from made $$, 'owners take back anybody''s');

select given.nobody();
select is((select count(*)::integer from data.time_off), 0, 'none is left');
select is(
    (select count(*)::integer from data.events where type = 'time_off.deleted'), 2, 'and it is told'
);

select * from finish();
rollback;
