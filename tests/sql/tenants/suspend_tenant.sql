-- api.suspend_tenant: a business takes no bookings for now.

begin;
select plan(5);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');

create function pg_temp.suspend() returns text
    language sql
    return api.suspend_tenant(given.tenant_id('alder'), 'Unpaid') ->> 'status';

select given.acting_as_admin('alder', 'Ada');
select is(pg_temp.suspend(), 'suspended', 'it is suspended');
select is(pg_temp.suspend(), 'suspended', 'once');
select given.nobody();
select results_eq(
    $$ select data from data.events where type = 'tenant.suspended' $$,
    $$ values ('{"reason": "Unpaid"}'::jsonb) $$, 'and why is told, once'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok('select pg_temp.suspend()', 'KF017', null, 'owners do not');
select given.acting_for('alder');
select throws_ok('select pg_temp.suspend()', 'KA001', null, 'nor do guests');

select * from finish();
rollback;
