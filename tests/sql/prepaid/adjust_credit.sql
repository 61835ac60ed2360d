-- api.adjust_credit: staff give credit, and take back what is there, with a reason.

begin;
select plan(7);

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
        'select api.adjust_credit(%L, %L, %L, %L)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'),
        '{"amount": 500, "currency": "EUR"}',
        'Sorry'
    )),
    'guest KA001, staff KF001, manager done, owner done',
    'who runs the business gives it'
);

select is(
    given.balances('alder'),
    'customer_credit 1000, discounts 1000',
    'it is owed'
);

select throws_ok(
    format(
        'select api.adjust_credit(%L, %L, %L, %L, true)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'),
        '{"amount": 1500, "currency": "EUR"}',
        'Back'
    ),
    'KC120', null, 'no more is taken than there is'
);

select throws_ok(
    format(
        'select api.adjust_credit(%L, %L, %L, %L)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'),
        '{"amount": 0, "currency": "EUR"}',
        'Nothing'
    ),
    'KV175', null, 'nothing is nothing'
);

select lives_ok(
    format(
        'select api.adjust_credit(%L, %L, %L, %L, true)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'),
        '{"amount": 1000, "currency": "EUR"}',
        'Back'
    ),
    'all of it is'
);

select is(
    given.balances('alder'),
    null,
    'and then there is none'
);

select given.nobody();

select is(
    (select string_agg(reason, ', ' order by adjustment_id) from data.adjustments),
    'Sorry, Sorry, Back',
    'why is written down'
);

select * from finish();
rollback;
