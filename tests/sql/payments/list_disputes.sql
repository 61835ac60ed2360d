-- api.list_disputes: for owners and managers.

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

select given.stripe_event(
    'alder', 'charge.dispute.created', given.dispute(given.payment_id(one))
)
from made;
select is(
    given.outcomes('alder', $$ select api.list_disputes(given.tenant_id('alder')) $$),
    'guest KA001, staff KF001, manager done, owner done',
    'who may'
);
select is(
    api.list_disputes(given.tenant_id('alder'), p_status => 'needs_response')
    #>> '{items,0,amount,amount}',
    '4000',
    'what the bank asks back'
);
select is(
    api.list_disputes(given.tenant_id('alder'), p_status => 'lost') -> 'items', '[]', 'by status'
);

select * from finish();
rollback;
