-- api.create_payment: what is paid on site, with tax and tip, before a visit and after it.

begin;
select plan(37);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Room', 'room');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Bob', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('birch', 'Eve', 'owner');
select given.service('alder', 'Cut', 60, 'Ann', 'Room');
select given.tax('alder', 2200, false);
update data.services set price_minor = 4100, deposit_minor = 1000 where name = 'Cut';
select given.payment_account('alder');

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Room', given.day(0, '12:00'), 'Zoe') as room;
update data.services set pay_online = true where name = 'Cut';
insert into made (one)
select given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Dan');
create temporary table held as select one from made where room is null;
delete from made where room is null;
grant select on made, held to public;

create function pg_temp.lines(p_booking_id uuid, p_method text) returns text
    language sql security definer
as $$
    select string_agg(l.kind || ' ' || l.amount_minor, ', ' order by p.payment_id, l.line)
    from data.payment_lines as l
    join data.payments as p using (tenant_id, payment_id)
    where p.booking_id = p_booking_id and p.method = p_method;
$$;

select given.acting_for('alder', 'staff', 'Bob');
select throws_ok(
    $$ select given.taken('alder', one, 'cash', 100) from made $$, 'KN003', null,
    'staff record what is paid to those who lead the visit'
);
select given.acting_for('birch', 'owner', 'Eve');
select throws_ok(
    $$ select given.taken('birch', one, 'cash', 100) from made $$, 'KN003', null,
    'another business has nothing to do with it'
);
select given.acting_for('alder', 'guest');
select throws_ok(
    $$ select given.taken('alder', one, 'cash', 100) from made $$, 'KA001', null,
    'nor who has not signed in'
);

select given.acting_for('alder', 'staff', 'Ann', '{"idempotency_key": "k", "request_hash": "h"}');
create temporary table first_one as
select given.taken('alder', one, 'cash', 2000, 300) as receipt from made;
grant select on first_one to public;
select is(receipt -> 'total', '{"amount": 5002, "currency": "EUR"}', 'tax comes on top')
from first_one;
select is(receipt -> 'amount_paid', '{"amount": 2000, "currency": "EUR"}', 'so much is paid')
from first_one;
select is(receipt -> 'amount_due', '{"amount": 3002, "currency": "EUR"}', 'so much is left')
from first_one;
select is(
    (
        select string_agg(
            (x.l ->> 'kind') || ' ' || (x.l -> 'amount' ->> 'amount'), ', ' order by x.nth
        )
        from first_one, jsonb_array_elements(receipt -> 'lines') with ordinality as x (l, nth)
    ),
    'deposit 1639, tax 361, tip 300',
    'the lines are what was paid'
);
select is(
    (select given.taken('alder', one, 'cash', 2000, 300) from made),
    (select receipt from first_one),
    'sent again it is recorded once'
);

select given.acting_for('alder', 'manager', 'Max');
select is(
    (select api.get_booking(given.tenant_id('alder'), one) ->> 'payment_status' from made),
    'paid', 'the booking says so'
);
select is(
    (
        select b ->> k
        from (select api.get_booking(given.tenant_id('alder'), one) as b from made) as x,
            unnest('{tax}'::text[]) as k
    ),
    '{"amount": 902, "currency": "EUR"}', 'and how much tax there is'
);
select is(
    (select api.get_booking(given.tenant_id('alder'), one) -> 'total' ->> 'amount' from made),
    '5002', 'what it costs'
);
select is(
    (select api.get_booking(given.tenant_id('alder'), one) -> 'deposit' ->> 'amount' from made),
    '1220', 'the deposit is a share of that'
);
select is(
    (select api.get_booking(given.tenant_id('alder'), one) -> 'amount_due' ->> 'amount' from made),
    '3002', 'and what is left'
);
select throws_ok(
    $$ select given.taken('alder', one, 'cash', 3003) from made $$, 'KC150', null,
    'no more than is left'
);
select throws_ok(
    $$ select given.taken('alder', one, 'cash', 0) from made $$, 'KC122', null,
    'nothing is no payment'
);
select throws_ok(
    $$ select given.taken('alder', one, 'stripe', 1) from made $$, '23514', null,
    'online payments are Stripe''s to tell'
);
select throws_ok(
    $$
        select api.create_payment(
            given.tenant_id('alder'), one, 'cash', '{"amount": 1, "currency": "DKK"}'
        )
        from made
    $$,
    'KV022', null, 'in the currency of the business'
);
select is(
    (select given.ledger(one) from made), 'cash 2300, deposits -2300',
    'the till has it, and for the visit it is held'
);

-- At the end.

select given.completed('alder', one) from made;
select is(
    (select given.ledger(one) from made),
    'cash 2300, receivable 3002, revenue -4100, tax -902, tips -300',
    'what was paid is earned, the rest is owed'
);
select is(
    (select given.taken('alder', one, 'card_terminal', 3002) #>> '{amount_due,amount}' from made),
    '0', 'and paid later'
);
select is(
    (select given.ledger(one) from made),
    'card_terminal 3002, cash 2300, revenue -4100, tax -902, tips -300',
    'then nothing is owed'
);
select is(
    (select pg_temp.lines(one, 'card_terminal') from made),
    'balance 2461, tax 541', 'the tax of all parts is the tax of the whole'
);
select throws_ok(
    $$ select given.taken('alder', one, 'cash', 1) from made $$, 'KC122', null, 'it is paid'
);
select lives_ok(
    $$ select given.taken('alder', one, 'cash', 0, 200) from made $$, 'a tip is welcome still'
);
select given.nobody();
select is(
    (select count(*)::integer from private.violations() where invariant ~ 'visit'), 0,
    'all is as it must be'
);

-- A room has no purse.

select given.acting_for('alder', 'manager', 'Max');
select lives_ok(
    $$ select given.taken('alder', room, 'bank_transfer', 5002, 100) from made $$,
    'what is paid for a room'
);
select given.nobody();
select is(
    (
        select a.subject_id
        from data.ledger_accounts as a
        join data.postings as p on p.tenant_id = a.tenant_id and p.account_id = a.account_id
        where a.kind = 'tips' and p.booking_id = (select room from made)
    ),
    null, 'has a tip for the business'
);

-- A hold.

select given.checkout('alder', one) from held;
select given.acting_for('alder', 'manager', 'Max');
select is(
    (select api.get_booking(given.tenant_id('alder'), one) -> 'amount_due' ->> 'amount' from held),
    '1220', 'a deposit is due, with its tax'
);
select lives_ok(
    $$ select given.taken('alder', one, 'cash', 5002) from held $$, 'all of it is paid on site'
);
select is(
    (select api.get_booking(given.tenant_id('alder'), one) ->> 'status' from held),
    'confirmed', 'then it is theirs'
);
select given.nobody();
select is(
    (
        select string_agg(method || ' ' || status, ', ' order by method)
        from data.payments where booking_id = (select one from held)
    ),
    'cash paid, stripe cancelled', 'and it is not paid online any more'
);
select is(
    (select pg_temp.lines(one, 'stripe') from held),
    'deposit 1000, tax 220', 'a page had said what the deposit is made of'
);

-- No tips.

update data.tenants set tips_on = false where slug = 'alder';
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select given.taken('alder', one, 'cash', 0, 200) from held $$, 'KC152', null,
    'a business may take no tips'
);
select throws_ok(
    $$ select given.checkout('alder', one, 100) from held $$, 'KC122', null,
    'online neither'
);
select is(
    api.get_settings(given.tenant_id('alder')) ->> 'tips_on', 'false', 'its settings say so'
);
select throws_ok(
    $$ select api.update_settings(given.tenant_id('alder'), p_tip_percents => '[0]') $$,
    'KV152', null, 'a tip of nothing is not suggested'
);
select is(
    api.update_settings(given.tenant_id('alder'), p_tip_percents => '[10, 20]') ->> 'tip_percents',
    '[10, 20]', 'others are'
);

select * from finish();
rollback;
