-- api.check_history: whether the history is whole.

begin;
select plan(7);

select given.tenant('alder');
select given.tenant('birch');

create function pg_temp.check() returns jsonb
    language sql
as $$
    select api.check_history(given.tenant_id('alder'));
$$;

select given.acting_for('alder', 'manager');
select throws_ok('select pg_temp.check()', 'KF001', null, 'a manager may not ask');
select given.acting_for('alder');
select throws_ok('select pg_temp.check()', 'KA001', null, 'nor may a guest');
select given.acting_for('birch', 'owner');
select throws_ok('select pg_temp.check()', 'KN001', null, 'nor the owner of another business');

select given.acting_for('alder', 'owner');
select is(
    pg_temp.check() - '{hash,length}'::text[], '{"is_whole": true, "faults": []}', 'it is whole'
);
select given.nobody();
select is(
    (select jsonb_build_array(position, encode(hash, 'hex')) from data.history_heads
    where tenant_id = given.tenant_id('alder')),
    (select jsonb_build_array(c -> 'length', c -> 'hash') from (
        select given.acting_for('alder', 'owner')
    ) as acting cross join lateral (select pg_temp.check() as c) as checked),
    'as long as its head says'
);
select given.nobody();
update data.history set actor_role = 'owner' where position = 1
    and tenant_id = given.tenant_id('alder');
select given.acting_for('alder', 'owner');
select is(pg_temp.check() -> 'is_whole', 'false', 'it is not, once somebody has changed it');
select is(pg_temp.check() #>> '{faults,0,what}', 'changed', 'and where is said');

select * from finish();
rollback;
