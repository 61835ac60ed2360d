-- api.buy_package: a package is bought online, and its sessions are there once it is paid.

begin;
select plan(6);

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

select given.acting_for('alder', 'guest', null, '{"public_url": "http://localhost"}');

select lives_ok(
    format(
        'select api.buy_package(%L, %L, %L)', given.tenant_id('alder'), package_id,
        '{"name": "Eve", "email": "eve@customers.test"}'
    ),
    'anybody can'
)
from sold;

select throws_ok(
    format(
        'select api.buy_package(%L, gen_random_uuid(), %L)', given.tenant_id('alder'),
        '{"name": "Eve", "email": "eve@customers.test"}'
    ),
    'KN171', null, 'what there is'
);

select given.nobody();

select is(
    given.balances('alder', 'package_sessions'),
    'package_sessions 2',
    'it is not paid yet'
);

select is(
    given.paid('alder', payment_id),
    'heeded',
    'it is paid'
)
from data.payments where method = 'stripe';

select is(
    given.balances('alder', 'package_sessions'),
    'package_sessions 4',
    'now it is'
);

select is(
    given.mail('eve@customers.test'),
    'package',
    'they are told how to spend it'
);

select * from finish();
rollback;
