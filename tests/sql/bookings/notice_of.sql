-- private.notice_of: who moves their booking does not come by better terms of cancelling it.

begin;
select plan(18);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.price('alder', 'Cut', 10000);
select given.member('alder', 'Olga', 'owner');
-- Twenty days' notice, and at that not before day(6).
update data.tenants
set
    cancel_window_minutes = 28800,
    reschedule_window_minutes = 60,
    refund_policy = '{
        "tiers": [
            {"notice_minutes": 28800, "percent": 100}, {"notice_minutes": 1440, "percent": 50}
        ],
        "late_cancel_percent": 75
    }';
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as mine,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Bea') as theirs,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(20, '10:00'), 'Zoe') as early,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '14:00'), 'Dan') as plain;
grant select on made to public;
insert into data.cards (
    tenant_id, customer_id, booking_id, status, account_id, payment_method_id,
    stripe_customer_id
)
select
    b.tenant_id, b.customer_id, b.booking_id, 'ready', 'acct_alder', 'pm_1', 'cus_1'
from data.bookings as b, made as m
where b.booking_id = m.mine;

create function pg_temp.move(p_id uuid, p_at timestamp, p_resource text default null) returns text
    language sql
as $$
    select api.reschedule_booking(
        p_tenant_id => given.tenant_id('alder'), p_booking_id => p_id,
        p_starts_at => given.at('alder', p_at),
        p_resource_id => given.resource_id('alder', p_resource)
    ) #>> '{refund_now,amount}';
$$;
create function pg_temp.cancel(p_id uuid, p_accept_fee boolean default false) returns text
    language sql
as $$
    select api.cancel_booking(given.tenant_id('alder'), p_id, p_accept_fee) ->> 'status';
$$;

select given.acting_with_token('alder', mine) from made;
select is(
    api.get_booking(given.tenant_id('alder'), mine) #>> '{refund_now,amount}', '5000',
    'so late a half would go back'
)
from made;
select is(pg_temp.move(mine, given.day(20, '14:00')), '5000', 'moved far away it is no more')
from made;
select is(pg_temp.move(mine, given.day(21, '14:00')), '5000', 'however often') from made;
select throws_ok(
    $$ select pg_temp.cancel(mine) from made $$, 'KC130', null, 'and costs what it did'
);
select is(pg_temp.cancel(mine, true), 'cancelled_by_customer', 'who says so') from made;
select is(given.refunds(mine), 'cancelled 5000 requested', 'has the half of it') from made;
select is(given.ledger(mine), 'fees -5000, refunds_due -5000, stripe_balance 10000', 'no more')
from made;
select given.nobody();
select is(
    (select amount_minor::integer from data.payments where part = 'fee'), 2500,
    'and is charged what that is short of the fee'
);

-- The business moves it.

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.move(theirs, given.day(20, '12:00')), '10000', 'what the business moves is as it is'
)
from made;
select given.acting_with_token('alder', theirs) from made;
select is(pg_temp.cancel(theirs), 'cancelled_by_customer', 'called off in time') from made;
select is(given.refunds(theirs), 'cancelled 10000 requested', 'all of it goes back') from made;

-- With time enough it may be moved, and may be late after that.

select given.acting_with_token('alder', early) from made;
select is(pg_temp.move(early, given.day(22, '12:00')), '10000', 'in time, it stays all of it')
from made;
select is(pg_temp.move(early, given.day(0, '12:00')), '5000', 'who moves it near is late')
from made;
select is(pg_temp.move(early, given.day(22, '12:00')), '5000', 'and cannot unmove it') from made;

-- Where no fee was agreed it is far off, and can be cancelled.

select given.nobody();
update data.bookings set refund_policy = refund_policy - 'late_cancel_percent'
where booking_id = (select plain from made);
select given.acting_with_token('alder', plain) from made;
select throws_ok(
    $$ select pg_temp.cancel(plain) from made $$, 'KV017', null, 'near it cannot be'
);
select pg_temp.move(plain, given.day(23, '12:00')) from made;
select is(pg_temp.cancel(plain), 'cancelled_by_customer', 'far away it can') from made;
select is(given.refunds(plain), 'cancelled 5000 requested', 'for the half') from made;

-- A series.

select given.nobody();
update data.services set pay_online = false;
create temporary table weekly as
select given.series('alder', 'Cut', 'Ben', given.day(0, '10:00'), 3, 7) as series;
grant select on weekly to public;
select given.acting_with_token('alder', (series ->> 'id')::uuid) from weekly;
select api.reschedule_series(
    given.tenant_id('alder'), (series ->> 'id')::uuid, given.at('alder', given.day(20, '10:00'))
)
from weekly;
select given.nobody();
select is(
    (
        select string_agg(
            case when b.least_notice_minutes < 28800 then 'late' else 'in time' end, ', '
            order by b.starts_at
        )
        from data.bookings as b, weekly
        where b.series_id = (series ->> 'id')::uuid
    ),
    'late, late, in time',
    'of a series each has its own'
);

select * from finish();
rollback;
