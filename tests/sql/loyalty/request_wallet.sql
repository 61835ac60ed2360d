-- api.request_wallet: its link goes to the address, and nobody is told whether there is one.

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

select given.acting_for('alder');

select is(
    api.request_wallet(given.tenant_id('alder'), 'Zoe@customers.test'),
    api.request_wallet(given.tenant_id('alder'), 'eve@customers.test'),
    'the same is said'
);

select is(
    given.mail('zoe@customers.test'),
    'wallet',
    'who is known is sent it'
);

select is(
    given.mail('eve@customers.test'),
    null,
    'who is not, is not'
);

select * from finish();
rollback;
