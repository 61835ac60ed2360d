-- api.cancel_payment: who may waive a fee; begin_card.sql shows what becomes of one.

begin;
select plan(3);

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
select throws_ok(
    $$ select api.cancel_payment(given.tenant_id('alder'), given.payment_id(one)) from made $$,
    'KC133', null, 'what is paid is given back instead'
);
select throws_ok(
    $$ select api.cancel_payment(given.tenant_id('alder'), given.payment_id(two)) from made $$,
    'KC133', null, 'what is no fee is not waived'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.cancel_payment(given.tenant_id('alder'), given.payment_id(one)) from made $$,
    'KN120', null, 'nor by who does not lead the visit'
);

select * from finish();
rollback;
