-- api.credit_payment: what was paid becomes credit.

begin;
select plan(5);

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

select given.paid('alder', given.checkout('alder', booking_id)) from made;
create temporary table paid as select payment_id from data.payments;
grant select on paid to public;

select is(
    given.outcomes('alder', (
        select format(
            'select api.credit_payment(%L, %L, %L)', given.tenant_id('alder'), payment_id,
            '{"amount": 1500, "currency": "EUR"}'
        )
        from paid
    )),
    'guest KA001, staff KF001, manager done, owner done',
    'who runs the business'
);

select is(
    given.balances('alder'),
    'customer_credit 3000, deposits 1000, stripe_balance 4000',
    'the money stays, and is owed otherwise'
);

select throws_ok(
    format(
        'select api.credit_payment(%L, %L, %L)', given.tenant_id('alder'), payment_id,
        '{"amount": 1500, "currency": "EUR"}'
    ),
    'KC123', null, 'no more than is left'
)
from paid;

select throws_ok(
    format('select api.credit_payment(%L, gen_random_uuid())', given.tenant_id('alder')),
    'KN120', null, 'of what there is'
);

select given.nobody();

select is(
    (select payment_status::text from data.bookings),
    'partially_refunded',
    'the booking says so'
);

select * from finish();
rollback;
