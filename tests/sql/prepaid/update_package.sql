-- api.update_package: what was bought stays as it was.

begin;
select plan(3);

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

select given.bought('alder', given.customer_id('alder', 'Zoe'), 2, 5000);
create temporary table sold as select package_id from data.packages;
grant select on sold to public;

select is(
    given.outcomes('alder', (
        select format(
            'select api.update_package(%L, %L, p_sessions => 5)', given.tenant_id('alder'),
            package_id
        )
        from sold
    )),
    'guest KA001, staff KF001, manager done, owner done',
    'who runs the business'
);

select given.nobody();

select is(
    (select sessions from data.packages),
    5,
    'it has five now'
);

select is(
    (select sessions from data.customer_packages),
    2,
    'theirs has two'
);

select * from finish();
rollback;
