-- api.get_payment: what a payment is made of, for who may see it.

begin;
select plan(5);

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
select is(
    api.get_payment(given.tenant_id('alder'), given.payment_id(one))
    - '{id,booking_id,paid_at,created_at}'::text[],
    '{
        "part": "full", "method": "stripe", "status": "paid",
        "amount": {"amount": 4000, "currency": "EUR"}, "tip": {"amount": 0, "currency": "EUR"},
        "refunded": {"amount": 0, "currency": "EUR"},
        "refundable": {"amount": 4000, "currency": "EUR"},
        "lines": [{"kind": "price", "amount": {"amount": 4000, "currency": "EUR"},
                   "tax_basis_points": null}],
        "refunds": [], "disputes": [], "due_at": null
    }'::jsonb,
    'all there is to know'
)
from made;
select given.acting_for('alder', 'staff', 'Ann');
select is(
    api.get_payment(given.tenant_id('alder'), given.payment_id(one)) ->> 'status', 'paid',
    'whoever leads the visit sees it'
)
from made;
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.get_payment(given.tenant_id('alder'), given.payment_id(one)) from made $$,
    'KN120', null, 'others who work there do not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.get_payment(given.tenant_id('alder'), given.payment_id(one)) from made $$,
    'KA001', null, 'nor does a guest'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.get_payment(given.tenant_id('alder'), uuidv7()) $$, 'KN120', null, 'and no other'
);

select * from finish();
rollback;
