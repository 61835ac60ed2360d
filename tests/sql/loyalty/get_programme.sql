-- api.get_programme: anybody sees how points are earned.

begin;
select plan(2);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as booking_id;
grant select on made to public;

select is(
    given.outcomes('alder', format(
        'select api.get_programme(%L)',
        given.tenant_id('alder')
    )),
    'guest done, staff done, manager done, owner done',
    'anybody'
);

select is(
    api.get_programme(given.tenant_id('alder')) ->> 'enabled',
    'false',
    'not at all, if nobody says so'
);

select * from finish();
rollback;
