-- api.list_booking_payments: what whoever booked paid, and got back; not what staff wrote.

begin;
select plan(4);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Sam', 'staff');
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Zoe') as two;
grant select on made to public;
select given.checkout('alder', two) from made;

select given.acting_for('alder', 'owner', 'Olga');
select api.create_refund(
    given.tenant_id('alder'), given.payment_id(one), 'She moaned.',
    '{"amount": 500, "currency": "EUR"}'
)
from made;
select given.acting_with_token('alder', one) from made;
select is(
    api.list_booking_payments(given.tenant_id('alder'), one) #>> '{items,0,refunded,amount}', '500',
    'they see what goes back'
)
from made;
select is(
    api.list_booking_payments(given.tenant_id('alder'), one) #> '{items,0,refunds,0,note}', 'null',
    'and not what was written of them'
)
from made;
select throws_ok(
    $$ select api.list_booking_payments(given.tenant_id('alder'), two) from made $$,
    'KN003', null, 'nor what others paid'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_booking_payments(given.tenant_id('alder'), one) from made $$,
    'KN003', null, 'without the token there is nothing'
);

select * from finish();
rollback;
