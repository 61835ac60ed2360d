-- api.void_payment: what was typed wrong is undone on the same day, by who typed it, or a manager.

begin;
select plan(13);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Bob');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Bob', 'staff');
select given.member('alder', 'Max', 'manager');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set price_minor = 4000 where name = 'Cut';

create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
grant select on made to public;
select given.acting_for('alder', 'staff', 'Ann');
create temporary table paid as
select
    (given.taken('alder', one, 'cash', 1000, 100) ->> 'payment_id')::uuid as cash,
    (given.taken('alder', one, 'card_terminal', 500) ->> 'payment_id')::uuid as card,
    (given.taken('alder', one, 'cash', 500) ->> 'payment_id')::uuid as old
from made;
grant select on paid to public;

select given.acting_for('alder', 'staff', 'Bob');
select throws_ok(
    $$ select api.void_payment(given.tenant_id('alder'), cash) from paid $$, 'KN120', null,
    'what Ann recorded is not Bob''s to undo'
);
select given.acting_for('alder', 'guest');
select throws_ok(
    $$ select api.void_payment(given.tenant_id('alder'), cash) from paid $$, 'KA001', null,
    'nor anybody else''s'
);
select given.acting_for('alder', 'staff', 'Ann', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    (
        select v ->> 'status'
        from (select api.void_payment(given.tenant_id('alder'), cash) as v from paid) as x
    ),
    'cancelled', 'she undoes it'
);
select is(
    (select api.void_payment(given.tenant_id('alder'), cash) ->> 'status' from paid),
    'cancelled', 'once, however often she asks'
);
select is(
    (select given.ledger(one) from made), 'card_terminal 500, cash 500, deposits -1000',
    'as if it had not been paid, and the tip neither'
);
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select api.void_payment(given.tenant_id('alder'), cash) from paid $$, 'KC151', null,
    'nothing is undone twice'
);
select given.nobody();
select given.completed('alder', one) from made;
update data.payments set created_at = now() - interval '36 hours'
where payment_id = (select old from paid);

select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select api.void_payment(given.tenant_id('alder'), old) from paid $$, 'KC151', null,
    'on another day it is given back'
);
select is(
    (select api.void_payment(given.tenant_id('alder'), card) #>> '{amount_due,amount}' from paid),
    '3500', 'after the visit it is owed again'
);
select is(
    (select given.ledger(one) from made), 'cash 500, receivable 3500, revenue -4000',
    'the ledger says so'
);
select is(
    (select api.get_booking(given.tenant_id('alder'), one) #>> '{amount_paid,amount}' from made),
    '500', 'the booking too'
);
select throws_ok(
    $$ select api.void_payment(given.tenant_id('alder'), uuidv7()) $$, 'KN120', null,
    'what is not there is not undone'
);
select given.nobody();
select is(
    (select count(*)::integer from private.violations() where invariant ~ 'visit'), 0,
    'all is as it must be'
);
select is(
    (
        select string_agg(type, ', ' order by occurred_at, event_id)
        from data.events
        where subject_id = (select cash from paid)
    ),
    'payment.paid, payment.cancelled', 'and it is told'
);

select * from finish();
rollback;
