-- api.resume_tenant: a business takes bookings again.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');
update data.tenants set status = 'suspended' where slug = 'alder';

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.resume_tenant(given.tenant_id('alder')) $$, 'KF017', null, 'not by its owners'
);
select given.acting_as_admin('alder', 'Ada');
select is(api.resume_tenant(given.tenant_id('alder')) ->> 'status', 'active', 'it goes on');
select given.nobody();
select is((select status from data.directory), 'active', 'and all can see that');
select is(
    (select count(*)::integer from data.events where type = 'tenant.resumed'), 1, 'it is told'
);

select * from finish();
rollback;
