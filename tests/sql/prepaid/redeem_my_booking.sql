-- api.redeem_my_booking: whose account it is spends what they have.

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

select given.bought('alder', given.customer_id('alder', 'Zoe'), 1, 3000);
select given.patron('Zoe');
select given.acting_as_patron('Zoe');

select is(
    api.redeem_my_booking(null, booking_id, p_use_package => true) ->> 'status',
    'confirmed',
    'a session of theirs'
)
from made;

select is(
    given.balances('alder', 'package_sessions'),
    null,
    'is spent'
);

select given.acting_as_patron('Zoe');
select throws_ok(
    'select api.redeem_my_booking(null, gen_random_uuid(), p_use_package => true)',
    'KN003', null, 'for a booking of theirs'
);

select * from finish();
rollback;
