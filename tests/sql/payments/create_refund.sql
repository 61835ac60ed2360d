-- api.create_refund: who may give back how much, and what that is in the ledger.

begin;
select plan(22);

select given.tenant('alder');
select given.tenant('birch');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Sam', 'staff');
select given.member('birch', 'Olga', 'owner');
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Ann', 500) as one,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as two,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '14:00')) as three;
create temporary table paying as
select
    given.payment_id(one) as one,
    given.payment_id(two) as two,
    given.checkout('alder', three) as three
from made;
grant select on made, paying to public;

create function pg_temp.back(p_payment_id uuid, p_amount bigint, p_slug text default 'alder')
returns text
    language sql
as $$
    select api.create_refund(
        given.tenant_id(p_slug), p_payment_id, 'So it was agreed.',
        case when p_amount is not null then jsonb_build_object('amount', p_amount, 'currency', 'EUR')
        end
    ) #>> '{amount,amount}';
$$;

select given.acting_for('alder');
select throws_ok('select pg_temp.back(one, 100) from paying', 'KA001', null, 'no guest may');
select given.acting_for('birch', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.back(one, 100, 'birch') from paying $$, 'KN120', null, 'nor somebody else'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    'select pg_temp.back(one, 100) from paying', 'KN120', null, 'nor who does not lead the visit'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok('select pg_temp.back(one, 100) from paying', 'KF130', null, 'staff may nothing');
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.update_settings(
        given.tenant_id('alder'), p_staff_refund_limit => '{"amount": 1000, "currency": "EUR"}'
    ) #>> '{staff_refund_limit,amount}',
    '1000',
    'unless the business says so'
);
select given.acting_for('alder', 'staff', 'Ann');
select is(pg_temp.back(one, 600), '600', 'then up to that') from paying;
select throws_ok('select pg_temp.back(one, 401) from paying', 'KF130', null, 'in all');
select is(pg_temp.back(one, 400), '400', 'of one payment') from paying;
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    'select pg_temp.back(one, 3501) from paying', 'KC123', null, 'nobody more than is left'
);
select throws_ok('select pg_temp.back(one, 0) from paying', 'KV130', null, 'nor nothing');
select throws_ok('select pg_temp.back(three, 1) from paying', 'KC131', null, 'nor what is unpaid');
select throws_ok(
    $$ select api.create_refund(given.tenant_id('alder'), one, 'x',
    '{"amount": 1, "currency": "USD"}')
       from paying $$,
    'KV130', null, 'nor other money'
);
select is(pg_temp.back(one, null), '3500', 'managers all of it') from paying;
select is(
    given.ledger('alder'), 'deposits -4000, refunds_due -4500, stripe_balance 8500',
    'the tip goes last'
);
select throws_ok('select pg_temp.back(one, null) from paying', 'KC123', null, 'and then no more');

-- Sent twice.

select given.acting_for(
    'alder', 'manager', 'Max', '{"idempotency_key": "k", "request_hash": "h"}'
);
select is(pg_temp.back(two, 1000), '1000', 'what is sent twice') from paying;
select is(pg_temp.back(two, 1000), '1000', 'is answered twice') from paying;
select is(given.refunds(two), 'staff 1000 requested', 'and done once') from made;

-- What is over.

select given.nobody();
update data.bookings
set starts_at = now() - interval '1 hour', ends_at = now() - interval '1 minute'
where booking_id = (select two from made);
select given.acting_for('alder', 'owner', 'Olga');
select api.complete_booking(given.tenant_id('alder'), two) from made;
select is(
    given.ledger('alder'),
    'receivable 1000, refunds_due -5500, revenue -4000, stripe_balance 8500',
    'what went back before a visit is owed for it'
);
select is(pg_temp.back(two, 500), '500', 'what goes back after it') from paying;
select is(
    given.ledger('alder'),
    'receivable 1000, refunds_due -6000, revenue -3500, stripe_balance 8500',
    'is earned no more'
);

-- What Stripe refuses is theirs still.

select given.nobody();
select given.refund_told('alder', refund_id, 'failed')
from data.refunds where payment_id = (select two from paying);
select is(
    given.ledger('alder'),
    'refunds_due -4500, revenue -4000, stripe_balance 8500',
    'what fails is paid for what it was paid for'
);

select * from finish();
rollback;
