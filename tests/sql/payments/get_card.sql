-- api.get_card: which card a fee would be charged to, for who may see the booking.

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

insert into data.cards (
    tenant_id, customer_id, booking_id, account_id, status, payment_method_id, brand, last4
)
select tenant_id, customer_id, booking_id, 'acct_alder', 'ready', 'pm_1', 'visa', '4242'
from data.bookings where booking_id = (select one from made);
select given.acting_with_token('alder', one) from made;
select is(
    api.get_card(given.tenant_id('alder'), one) - '{id,created_at}'::text[],
    '{"brand": "visa", "last4": "4242", "exp_month": null, "exp_year": null}'::jsonb,
    'they see which'
)
from made;
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.get_card(given.tenant_id('alder'), one) from made $$, 'KN003', null,
    'who does not lead the visit does not'
);
select given.acting_with_token('alder', two) from made;
select throws_ok(
    $$ select api.get_card(given.tenant_id('alder'), two) from made $$, 'KN130', null,
    'that of somebody else is none of theirs'
);

select * from finish();
rollback;
