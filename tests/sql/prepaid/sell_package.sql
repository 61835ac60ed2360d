-- api.sell_package: staff sell one that is paid on site.

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

select given.bought('alder', given.customer_id('alder', 'Zoe'), 2, 5000);
create temporary table sold as select package_id from data.packages;
grant select on sold to public;

select is(
    given.outcomes('alder', (
        select format(
            'select api.sell_package(%L, %L, %L, %L)', given.tenant_id('alder'),
            given.customer_id('alder', 'Zoe'), package_id, 'cash'
        )
        from sold
    )),
    'guest KA001, staff done, manager done, owner done',
    'who works there'
);

select is(
    given.balances('alder'),
    'cash 20000, package_sessions 8, package_value 20000, sessions_issued 8',
    'four were sold'
);

select * from finish();
rollback;
