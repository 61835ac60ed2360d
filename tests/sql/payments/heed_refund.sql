-- private.heed_refund, private.request_refund and private.settle_completion: what is given back
-- after a visit lowers revenue, tax and commission by its share; a tip goes back last.

begin;
select plan(16);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Room', 'room');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann', 'Room');
select given.tax('alder', 2200, true);
update data.services set price_minor = 10000 where name = 'Cut';
select given.acting_for('alder', 'owner', 'Olga');
select api.create_commission_rule(given.tenant_id('alder'), p_basis_points => 3333);
select given.nobody();

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as two,
    given.booking('alder', 'Cut', 'Room', given.day(0, '12:00'), 'Zoe') as room;
grant select on made to public;
select given.acting_for('alder', 'owner', 'Olga');
create temporary table paid as
select
    (given.taken('alder', one, 'cash', 10000, 500) ->> 'payment_id')::uuid as one,
    (given.taken('alder', two, 'cash', 10000, 500) ->> 'payment_id')::uuid as two
from made;
grant select on paid to public;
select given.nobody();

create function pg_temp.give_back(p_payment_id uuid, p_minor bigint) returns uuid
    language sql security definer
as $$
    select (private.request_refund(p, p_minor, 'staff', null)).refund_id
    from data.payments as p where p.payment_id = p_payment_id;
$$;

select is(private.tax_of(b), 1803::bigint, 'tax that is in the price')
from data.bookings as b, made where b.booking_id = one;
select given.completed('alder', one) from made;
select given.completed('alder', room) from made;
select is(
    (select given.ledger(one) from made),
    'cash 10500, commission 2732, commission_payable -2732, revenue -8197, tax -1803, tips -500',
    'a visit that is over'
);
select is(
    (select given.ledger(room) from made), 'receivable 10000, revenue -8197, tax -1803',
    'a room earns nobody a commission'
);

select set_config('request.claims', jsonb_build_object(
    'role', 'owner', 'tenant_id', given.tenant_id('alder')
)::text, true);
create temporary table back as
select pg_temp.give_back(one, 3333) as one from paid;
select is(
    (select given.ledger(one) from made),
    'cash 7167, commission 1821, commission_payable -1821, revenue -5465, tax -1202, tips -500',
    'a third of it is given back'
);
select is(private.left_to_pay(b), 0::bigint, 'and nothing is owed for that')
from data.bookings as b, made where b.booking_id = one;
select pg_temp.give_back(one, 1) from paid, generate_series(1, 7);
select pg_temp.give_back(one, 6660) from paid;
select is(
    (select given.ledger(one) from made), 'cash 500, tips -500',
    'of all of it there is nothing left, however it is cut'
);
select is((select count(*)::integer from data.refunds where tip_minor > 0), 0, 'but for the tip');
select pg_temp.give_back(one, 500) from paid;
select is(
    (select given.ledger(one) from made), null, 'which goes last'
);
select throws_ok(
    $$ select pg_temp.give_back(one, 1) from paid $$, 'KC123', null, 'and then there is no more'
);
select private.undo_journals(given.tenant_id('alder'), one, 'refund.failed') from back;
update data.refunds set status = 'failed' where refund_id = (select one from back);
select is(
    (select given.ledger(one) from made),
    'cash 3333, commission 911, commission_payable -911, revenue -2732, tax -601',
    'what failed is earned again'
);
select is(
    (select count(*)::integer from private.violations() where invariant ~ 'visit|Every|earned'), 0,
    'all is as it must be'
);

-- Before a visit nothing is earned yet.

select pg_temp.give_back(two, 10200) from paid;
select is(
    (select given.ledger(two) from made), 'cash 300, deposits -300',
    'what was paid in advance goes back, and of the tip what is asked for'
);
select is(private.paid_for(b), 0::bigint, 'then nothing is paid')
from data.bookings as b, made where b.booking_id = two;
select is(private.left_to_pay(b), 0::bigint, 'and nothing is to be: it was given back')
from data.bookings as b, made where b.booking_id = two;
select given.completed('alder', two) from made;
select is(
    (select given.ledger(two) from made),
    'cash 300, tips -300', 'at the end nothing of it is earned, nor owed'
);
select is(
    (select count(*)::integer from private.violations() where invariant ~ 'visit|Every|earned'), 0,
    'all is as it must be'
);

select * from finish();
rollback;
