-- api.adjust_points: who runs the business gives points, and takes them.

begin;
select plan(4);

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
        'select api.adjust_points(%L, %L, 50, %L)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'),
        'Welcome'
    )),
    'guest KA001, staff KF001, manager done, owner done',
    'owners and managers'
);

select is(
    given.balances('alder'),
    'loyalty_issued 100, loyalty_points 100',
    'they have them'
);

select throws_ok(
    format(
        'select api.adjust_points(%L, %L, -101, %L)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'),
        'Too many'
    ),
    'KC120', null, 'no more than there are'
);

select throws_ok(
    format(
        'select api.adjust_points(%L, %L, 0, %L)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'),
        'None'
    ),
    'KV175', null, 'nothing is nothing'
);

select * from finish();
rollback;
