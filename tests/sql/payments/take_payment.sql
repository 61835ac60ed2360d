-- private.take_payment: what is paid in parts, and from whichever pages, comes to no more than a
-- booking costs; what is too much goes back.

begin;
select plan(20);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 10000, 2000);

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Bea') as two,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe') as three,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '12:00'), 'Dan') as four;
create temporary table deposits as
select
    given.checkout('alder', one, 300) as one,
    given.checkout('alder', two) as two,
    given.checkout('alder', three) as three,
    given.checkout('alder', four) as four
from made;
grant select on made, deposits to public;

create function pg_temp.status(p_payment_id uuid) returns text
    language sql stable security definer
    return (select status from data.payments where payment_id = p_payment_id);

create function pg_temp.told(p_booking_id uuid) returns text
    language sql security definer
as $$
    select given.refund_told('alder', refund_id)
    from data.refunds
    where booking_id = p_booking_id and status = 'requested';
$$;

-- The business confirms by hand; the page for the deposit is open still.

select given.acting_for('alder', 'owner', 'Olga');
select api.confirm_booking(given.tenant_id('alder'), b)
from made cross join unnest(array[one, two, three]) as b;
select given.nobody();
create temporary table wholes as
select
    given.checkout('alder', one) as one,
    given.checkout('alder', two, 500) as two,
    given.checkout('alder', three) as three
from made;
grant select on wholes to public;
select is(pg_temp.status(one), 'cancelled', 'a page for all of it closes that for a part')
from deposits;

select given.paid('alder', one) from deposits;
select is(given.refunds(one), null, 'who paid the part all the same has paid a part') from made;
select is(given.paid('alder', one), 'heeded', 'and then all of it') from wholes;
select is(given.refunds(one), 'paid_twice 2000 requested', 'what is too much goes back') from made;
select is(
    given.ledger(one), 'deposits -10300, refunds_due -2000, stripe_balance 12300',
    'and what is left is what it costs'
)
from made;

select given.paid('alder', two) from wholes;
select is(given.paid('alder', two), 'heeded', 'the other way round') from deposits;
select is(given.refunds(two), 'paid_twice 2000 requested', 'it comes to the same') from made;
select given.refund_told('alder', refund_id) from data.refunds;
select is(
    given.ledger(two), 'deposits -10500, stripe_balance 10500', 'once it is back'
)
from made;

select is(given.became(two), 'confirmed paid', 'and it is paid, neither more nor less') from made;

-- A page that was closed for another tip, and is paid as well.

create temporary table again as select given.checkout('alder', three, 700) as three from made;
grant select on again to public;
select given.paid('alder', three) from again;
select given.paid('alder', three) from wholes;
select pg_temp.told(three) from made;
select is(
    given.refunds(three), 'paid_twice 10000 succeeded', 'all of it twice'
)
from made;
select given.paid('alder', three) from deposits;
select is(
    given.refunds(three), 'paid_twice 10000 succeeded, paid_twice 2000 requested', 'and a part'
)
from made;
select is(
    given.ledger(three),
    'deposits -10700, refunds_due -2000, stripe_balance 12700',
    'is paid once'
)
from made;
select pg_temp.told(three) from made;
select is(given.became(three), 'confirmed paid', 'which it is') from made;

-- A deposit that is paid twice, while the booking is held: not all, but more than was asked for.

create temporary table more as select given.checkout('alder', four, 100) as four from made;
grant select on more to public;
select given.paid('alder', four) from more;
select is(given.became(four), 'confirmed paid', 'a deposit') from made;
select given.paid('alder', four) from deposits;
select is(given.refunds(four), 'paid_twice 2000 requested', 'is paid once, too') from made;

select pg_temp.told(four) from made;
select is(given.became(four), 'confirmed paid', 'and that is what it says') from made;
select private.request_refund(p, 500, 'staff', null)
from data.payments as p, more where p.payment_id = more.four;
select pg_temp.told(four) from made;
select is(given.became(four), 'confirmed partially_refunded', 'until a part of it goes back')
from made;
select private.request_refund(p, 1600, 'staff', null)
from data.payments as p, more where p.payment_id = more.four;
select pg_temp.told(four) from made;
select is(given.became(four), 'confirmed refunded', 'or all that there is') from made;

-- While the bank takes its time nothing else is paid.

create temporary table rest as select given.checkout('alder', four) as four from made;
grant select on rest to public;
select given.stripe_event(
    'alder', 'checkout.session.completed', given.session('alder', four, 'unpaid')
)
from rest;
select throws_ok(
    $$ select given.checkout('alder', four) from made $$, 'KC122', null, 'it is being paid'
);
select is(
    (select count(*)::integer from private.violations()), 0, 'all is as it must be'
);

select * from finish();
rollback;
