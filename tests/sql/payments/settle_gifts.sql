-- private.gifts_of, covered_for and settle_gifts: what staff give back lowers what a visit costs,
-- before it as after it.

begin;
select plan(26);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
select given.tax('alder', 2500, true);
select given.price('alder', 'Cut', 10000);
update data.tenants set refund_policy = '{"tiers": [], "no_show_percent": 100}';
select given.acting_for('alder', 'owner', 'Olga');
select api.create_commission_rule(given.tenant_id('alder'), 4000);
select api.update_programme(
    given.tenant_id('alder'), p_enabled => true, p_points_per_hundred => 1
);
select given.nobody();
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Ann', 500) as before,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '11:00'), 'Bea', 500) as after,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Cid') as missed,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '13:00'), 'Cid') as outside,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '14:00'), 'Dan') as much,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Dan') as twice;
grant select on made to public;
update data.services set deposit_minor = 2000;
alter table made add column part uuid;
update made
set part = given.paid_booking('alder', 'Cut', 'Ann', given.day(1, '12:00'), 'Eve');

create function pg_temp.give_back(p_booking_id uuid, p_minor bigint, p_part text default 'full')
returns text
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'owner', 'Olga');
    perform api.create_refund(
        given.tenant_id('alder'), given.payment_id(p_booking_id, p_part), 'It was late.',
        jsonb_build_object('amount', p_minor, 'currency', 'EUR')
    );
    perform given.nobody();
    return given.refunds(p_booking_id);
end;
$$;
create function pg_temp.told(p_booking_id uuid, p_status text default 'succeeded')
returns text
    language sql security definer
as $$
    select given.refund_told('alder', refund_id, p_status)
    from data.refunds
    where booking_id = p_booking_id and status in ('requested', 'pending');
$$;
create function pg_temp.points(p_booking_id uuid) returns bigint
    language sql stable security definer
    return (
        select private.issued_for(b, 'points.earned') + private.issued_for(b, 'points.reversed')
        from data.bookings as b where b.booking_id = p_booking_id
    );

-- Before, and after: it comes to the same.

select is(pg_temp.give_back(before, 3000), 'staff 3000 requested', 'something goes back before')
from made;
select is(given.paying(before), 'confirmed paid 0', 'and is not due again') from made;
select throws_ok(
    $$ select given.checkout('alder', before) from made $$, 'KC122', null, 'nor has it a page'
);
select given.completed('alder', before), given.completed('alder', after) from made;
select is(pg_temp.give_back(after, 3000), 'staff 3000 requested', 'or after') from made;
select is(
    given.ledger(before),
    'commission 2240, commission_payable -2240, loyalty_issued 70, loyalty_points -70, '
    'refunds_due -3000, revenue -5600, stripe_balance 10500, tax -1400, tips -500',
    'nobody owes it, and it was not earned'
)
from made;
select is(given.ledger(after), given.ledger(before), 'the one as the other') from made;
select is(pg_temp.points(before), 70::bigint, 'and earns no points') from made;
select is(pg_temp.points(after), 70::bigint, 'neither way') from made;
select throws_ok(
    $$ select given.checkout('alder', after) from made $$, 'KC122', null, 'nor is it asked for'
);
select pg_temp.told(before), pg_temp.told(after) from made;
select pg_temp.told(before, 'failed'), given.refund_told('alder', refund_id, 'failed')
from made, data.refunds where booking_id in (before, after);
select is(
    given.ledger(before),
    'commission 3200, commission_payable -3200, loyalty_issued 100, loyalty_points -100, '
    'revenue -8000, stripe_balance 10500, tax -2000, tips -500',
    'what fails was earned after all'
)
from made;
select is(given.ledger(after), given.ledger(before), 'whenever it was') from made;
select is(pg_temp.points(before), 100::bigint, 'with its points') from made;

-- What was given to who does not come is not charged to them.

insert into data.cards (
    tenant_id, customer_id, booking_id, status, account_id, payment_method_id,
    stripe_customer_id
)
select
    b.tenant_id, b.customer_id, b.booking_id, 'ready', 'acct_alder', 'pm_1', 'cus_1'
from data.bookings as b, made as m
where b.booking_id = m.missed;
select pg_temp.give_back(missed, 3000) from made;
select set_config('request.claims', jsonb_build_object(
    'role', 'owner', 'tenant_id', given.tenant_id('alder')
)::text, true);
update data.bookings as b set status = 'no_show', version = version + 1
from made as m where b.booking_id = m.missed;
select given.nobody();
select is(given.payment_id(missed, 'fee'), null, 'nothing more is charged') from made;
select is(
    given.ledger(missed), 'fees -7000, refunds_due -3000, stripe_balance 10000', 'than is kept'
)
from made;

-- What was given back past us.

select given.stripe_event('alder', 'refund.created', jsonb_build_object(
    'id', 're_outside', 'object', 'refund', 'amount', 4000, 'currency', 'eur',
    'status', 'succeeded', 'payment_intent', 'pi_' || given.payment_id(outside),
    'metadata', '{}'::jsonb
))
from made;
select is(given.paying(outside), 'confirmed partially_refunded 0', 'the same past us') from made;
select given.completed('alder', outside) from made;
select is(
    given.ledger(outside),
    'commission 1920, commission_payable -1920, loyalty_issued 60, loyalty_points -60, '
    'revenue -4800, stripe_balance 6000, tax -1200',
    'is not owed either'
)
from made;

-- All of it.

select pg_temp.give_back(much, 10000) from made;
select pg_temp.told(much) from made;
select is(given.paying(much), 'confirmed refunded 0', 'a visit for nothing') from made;
select given.completed('alder', much) from made;
select is(given.ledger(much), null, 'brings in nothing') from made;
select is(pg_temp.points(much), 0::bigint, 'for nobody') from made;

-- Of a deposit.

select is(given.paying(part), 'confirmed paid 8000', 'a deposit leaves the rest') from made;
select is(pg_temp.give_back(part, 500, 'deposit'), 'staff 500 requested', 'given back') from made;
select is(given.paying(part), 'confirmed paid 8000', 'it leaves as much') from made;
select given.completed('alder', part) from made;
select is(
    given.ledger(part),
    'commission 3040, commission_payable -3040, loyalty_issued 95, loyalty_points -95, '
    'receivable 8000, refunds_due -500, revenue -7600, stripe_balance 2000, tax -1900',
    'which is owed'
)
from made;

-- What is paid on a page that was open is too much.

create temporary table pages as
select
    given.checkout('alder', twice) as one, given.checkout('alder', twice, 100) as two
from made;
grant select on pages to public;
select given.paid('alder', two) from pages;
select pg_temp.give_back(twice, 3000) from made;
select given.paid('alder', one) from pages;
select is(
    given.refunds(twice), 'staff 3000 requested, paid_twice 10000 requested', 'all of it'
)
from made;
select is(given.ledger(twice), 'deposits -7100, refunds_due -13000, stripe_balance 20100', 'goes')
from made;

select is(
    (select count(*)::integer from private.violations()), 0, 'all is as it must be'
);

select * from finish();
rollback;
