-- api.cancel_payment: who may waive a fee, which is all of it; begin_card.sql shows what becomes of
-- one that is charged to a card.

begin;
select plan(12);

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
select throws_ok(
    $$ select api.cancel_payment(given.tenant_id('alder'), given.payment_id(one)) from made $$,
    'KC133', null, 'what is paid is given back instead'
);
select throws_ok(
    $$ select api.cancel_payment(given.tenant_id('alder'), given.payment_id(two)) from made $$,
    'KC133', null, 'what is no fee is not waived'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.cancel_payment(given.tenant_id('alder'), given.payment_id(one)) from made $$,
    'KN120', null, 'nor by who does not lead the visit'
);

-- A fee that could not be charged has a page: it is one fee.

select given.nobody();
update data.tenants set refund_policy = '{"tiers": [], "no_show_percent": 50}';
update data.services set pay_online = false;
create temporary table missed as
select
    given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Bea') as one,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '12:00'), 'Bea') as two,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '14:00'), 'Dan') as other;
grant select on missed to public;
insert into data.cards (
    tenant_id, customer_id, booking_id, status, account_id, payment_method_id,
    stripe_customer_id
)
select
    b.tenant_id, b.customer_id, b.booking_id, 'ready', 'acct_alder', 'pm_1', 'cus_1'
from data.bookings as b, missed as m
where b.booking_id in (m.one, m.two, m.other);
select set_config('request.claims', jsonb_build_object(
    'role', 'owner', 'tenant_id', given.tenant_id('alder')
)::text, true);
update data.bookings as b set status = 'no_show', version = version + 1
from missed as m where b.booking_id in (m.one, m.two, m.other);
select given.nobody();
update data.payments set status = 'failed' where part = 'fee';
create temporary table fees as
select
    given.payment_id(one, 'fee') as one, given.checkout('alder', one) as page,
    given.payment_id(two, 'fee') as two, given.checkout('alder', two) as paid_page,
    given.payment_id(other, 'fee') as other
from missed;
grant select on fees to public;
create function pg_temp.fees(p_booking_id uuid) returns text
    language sql stable security definer
    return (
        select string_agg(
            p.status || case when p.waived_by is null then '' else ' waived' end,
            ', ' order by p.payment_id
        )
        from data.payments as p
        where p.booking_id = p_booking_id and p.part = 'fee'
    );

select is(pg_temp.fees(one), 'failed, pending', 'what failed can be paid on a page') from missed;
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.cancel_payment(given.tenant_id('alder'), one) ->> 'status', 'cancelled',
    'the one that failed is waived'
)
from fees;
select is(pg_temp.fees(one), 'cancelled waived, cancelled waived', 'and its page with it')
from missed;
select is(
    (select pg_temp.fees(other) from missed), 'failed', 'but nobody else''s'
);
select throws_ok(
    $$ select given.checkout('alder', one) from missed $$, 'KC002', null, 'it is not asked for'
);
select given.nobody();
select given.paid('alder', page) from fees;
select is(given.refunds(one), 'cancelled 2000 requested', 'who pays it all the same has it back')
from missed;
select is(given.ledger(one), 'refunds_due -2000, stripe_balance 2000', 'it was no fee') from missed;

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_payment(given.tenant_id('alder'), paid_page) from fees;
select is(
    pg_temp.fees(two), 'cancelled waived, cancelled waived', 'the page is waived: the fee is'
)
from missed;
select given.nobody();
select is(private.fee_due(b), 0::bigint, 'and nothing of it is due')
from data.bookings as b, missed where b.booking_id = two;

select * from finish();
rollback;
