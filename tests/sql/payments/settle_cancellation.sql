-- private.settle_cancellation: what goes back is what was agreed when the booking was made.

begin;
select plan(23);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.price('alder', 'Cut', 4001);
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ben', 'staff');
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.update_settings(given.tenant_id('alder'), p_cancel_window_minutes => 60, p_refund_policy =>
        '{"tiers": [{"notice_minutes": 2880, "percent": 100}, {"notice_minutes": 1440,
          "percent": 50}]}') #>> '{refund_policy,tiers,0,percent}',
    '100',
    'a business says what goes back'
);
select throws_ok(
    $$ select api.update_settings(given.tenant_id('alder'), p_refund_policy => '{"tiers": 1}') $$,
    '23514', null, 'in a form that can be gone by'
);
select throws_ok(
    $$ select api.update_settings(given.tenant_id('alder'), p_refund_policy =>
        '{"tiers": [{"notice_minutes": 1.5, "percent": 50}]}') $$,
    '23514', null, 'in whole minutes'
);
select throws_ok(
    $$ select api.update_settings(given.tenant_id('alder'), p_refund_policy =>
        '{"tiers": [{"notice_minutes": 1, "percent": 101}]}') $$,
    '23514', null, 'and no more than all of it'
);
select throws_ok(
    $$ select api.update_settings(given.tenant_id('alder'), p_refund_policy =>
        '{"tiers": [], "no_show_percent": "all"}') $$,
    '23514', null, 'fees as well'
);
select is(
    api.get_tenant(given.tenant_id('alder')) #>> '{policies,refund_policy,tiers,1,percent}',
    '50',
    'and customers see it before they book'
);

select given.nobody();
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Ann', 300) as early,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '11:00')) as half,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as late,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '13:00')) as ours,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '14:00'), 'Zoe') as unpaid;
grant select on made to public;

-- What is agreed stays, whatever the business says later.
update data.tenants set refund_policy = '{"tiers": []}';
select is(
    (select refund_policy from data.bookings where booking_id = half) -> 'tiers' -> 1 ->> 'percent',
    '50',
    'a booking keeps the terms it was made on'
)
from made;

create function pg_temp.in_hours(p_booking_id uuid, p_hours integer) returns void
    language sql security definer
as $$
    update data.bookings
    set
        starts_at = now() + make_interval(hours => p_hours),
        ends_at = now() + make_interval(hours => p_hours + 1)
    where booking_id = p_booking_id;
$$;
create function pg_temp.cancel(p_booking_id uuid) returns text
    language sql
as $$
    select given.acting_with_token('alder', p_booking_id);
    select api.cancel_booking(given.tenant_id('alder'), p_booking_id) ->> 'status';
$$;

select is(
    given.ledger('alder'),
    'deposits -16004, stripe_balance 16304, tips -300',
    'what was paid is owed to them'
);

select pg_temp.in_hours(half, 30) from made;
select given.acting_with_token('alder', half) from made;
select is(
    api.get_booking(given.tenant_id('alder'), half) -> 'refund_now',
    '{"amount": 2001, "currency": "EUR"}'::jsonb,
    'a booking says what would go back now'
)
from made;
select is(pg_temp.cancel(early), 'cancelled_by_customer', 'with notice enough') from made;
select is(
    given.refunds(early), 'cancelled 4301 requested', 'all of it goes back, the tip as well'
)
from made;
select is(pg_temp.cancel(half), 'cancelled_by_customer', 'with less') from made;
select is(given.refunds(half), 'cancelled 2001 requested', 'half of it, and half a cent up')
from made;
select pg_temp.in_hours(late, 2) from made;
select is(pg_temp.cancel(late), 'cancelled_by_customer', 'with hardly any') from made;
select is(given.refunds(late), null, 'nothing') from made;
select is(
    given.ledger('alder'),
    'deposits -4001, fees -6001, refunds_due -6302, stripe_balance 16304',
    'what is kept is earned'
);

select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.cancel_booking(given.tenant_id('alder'), ours) ->> 'status',
    'cancelled_by_business',
    'the business calls one off'
)
from made;
select is(given.refunds(ours), 'cancelled 4001 requested', 'and gives all of it back') from made;

-- Staff give back what was kept.

select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.create_refund(
        given.tenant_id('alder'), given.payment_id(late), 'She was ill.',
        '{"amount": 1000, "currency": "EUR"}'
    ) ->> 'status',
    'requested',
    'what was kept can be given back'
)
from made;
select is(
    given.ledger('alder'),
    'fees -5001, refunds_due -11303, stripe_balance 16304',
    'which is earned no more'
);
select given.nobody();
select given.refund_told('alder', refund_id) from data.refunds;
select is(given.ledger('alder'), 'fees -5001, stripe_balance 5001', 'and in the end it is gone');
select is(given.became(half), 'cancelled_by_customer partially_refunded', 'a booking says so')
from made;
select is(given.became(early), 'cancelled_by_customer refunded', 'as it is') from made;

select * from finish();
rollback;
