-- api.sweep_history: sealing what was written.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');

select given.acting_for('alder', 'owner');
select throws_ok(
    $$ select api.sweep_history(given.tenant_id('alder')) $$, '42501', null, 'an owner does not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.sweep_history(given.tenant_id('alder')) $$, '42501', null, 'nor does a guest'
);
select given.acting_for('alder', 'worker');
select api.sweep_history(given.tenant_id('birch'));
select lives_ok($$ select api.sweep_history(given.tenant_id('alder')) $$, 'the worker does');
select given.nobody();
select is(
    (select count(*) from data.history where tenant_id = given.tenant_id('alder') and position
        is null),
    0::bigint, 'all of it is sealed'
);
select is(
    (select count(*) from data.history where tenant_id = given.tenant_id('birch') and position
        is not null),
    0::bigint, 'and nothing of another business'
);

select * from finish();
rollback;
