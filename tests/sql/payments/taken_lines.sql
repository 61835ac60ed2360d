-- What is held for a booking, and what of it goes back: taken from what is there, a tip from whose
-- the visit was; and when all is over nothing is held that is nobody's.

begin;
select plan(31);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Bob');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann', 'Bob');
select given.price('alder', 'Cut', 10000);
update data.tenants set refund_policy = '{"tiers": [{"notice_minutes": 0, "percent": 50}]}';
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Ann', 500) as failed,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '11:00'), 'Ann', 500) as lost,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Ann', 500) as before,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '13:00'), 'Bea', 500) as after,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '14:00'), 'Bea') as tried,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '15:00'), 'Bea') as kept,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe', 500) as moved,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(1, '12:00'), 'Zoe', 500) as missed,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(1, '14:00'), 'Zoe', 500) as away,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(1, '15:00'), 'Dan') as reduced;
grant select on made to public;

create function pg_temp.told(p_booking_id uuid, p_status text) returns text
    language sql security definer
as $$
    select given.refund_told('alder', refund_id, p_status)
    from data.refunds
    where booking_id = p_booking_id and status in ('requested', 'pending');
$$;
create function pg_temp.disputed(p_booking_id uuid, p_type text, p_status text) returns text
    language sql
as $$
    select given.stripe_event(
        'alder', 'charge.dispute.' || p_type,
        given.dispute(given.payment_id(p_booking_id), p_status, 0)
    );
$$;
create function pg_temp.give_back(p_booking_id uuid, p_minor bigint) returns text
    language sql
as $$
    select api.create_refund(
        given.tenant_id('alder'), given.payment_id(p_booking_id), 'So it was agreed.',
        jsonb_build_object('amount', p_minor, 'currency', 'EUR')
    ) ->> 'status';
$$;
create function pg_temp.cancel(p_booking_id uuid) returns text
    language sql
as $$
    select given.acting_with_token('alder', p_booking_id);
    select api.cancel_booking(given.tenant_id('alder'), p_booking_id) ->> 'status';
$$;
create function pg_temp.is_missed(p_booking_id uuid) returns void
    language plpgsql security definer
as $$
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'owner', 'tenant_id', given.tenant_id('alder')
    )::text, true);
    update data.bookings set status = 'no_show', version = version + 1
    where booking_id = p_booking_id;
    perform set_config('request.claims', '', true);
end;
$$;
create function pg_temp.tips(p_booking_id uuid) returns text
    language sql security definer
as $$
    select string_agg(format('%s %s', r.name, t.amount_minor), ', ' order by r.name)
    from (
        select a.tenant_id, a.subject_id, sum(p.amount_minor) as amount_minor
        from data.postings as p
        join data.ledger_accounts as a on a.tenant_id = p.tenant_id and a.account_id = p.account_id
        where p.booking_id = p_booking_id and a.kind = 'tips'
        group by a.tenant_id, a.subject_id
        having sum(p.amount_minor) <> 0
    ) as t
    join data.resources as r on r.tenant_id = t.tenant_id and r.resource_id = t.subject_id;
$$;

-- What was to go back of what was called off, fails, and is given back again.

select pg_temp.cancel(failed) from made;
select is(
    given.ledger(failed), 'fees -5000, refunds_due -5500, stripe_balance 10500',
    'half of it is kept, and the tip goes back'
)
from made;
select pg_temp.told(failed, 'failed') from made;
select is(
    given.ledger(failed), 'deposits -5500, fees -5000, stripe_balance 10500',
    'what has failed is owed to them still'
)
from made;
select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.give_back(failed, 5500) from made;
select is(
    given.ledger(failed), 'fees -5000, refunds_due -5500, stripe_balance 10500',
    'given back again, it is that which goes, and not what is kept'
)
from made;
select pg_temp.told(failed, 'failed') from made;
select pg_temp.give_back(failed, 10500) from made;
select is(
    given.ledger(failed), 'refunds_due -10500, stripe_balance 10500', 'or both'
)
from made;
select pg_temp.told(failed, 'failed') from made;
select is(
    given.ledger(failed), 'deposits -5500, fees -5000, stripe_balance 10500',
    'and both are there again'
)
from made;

-- What the bank takes back of what was called off.

select given.nobody();
select pg_temp.disputed(lost, 'funds_withdrawn', 'needs_response') from made;
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), lost) from made;
select given.nobody();
select is(
    given.ledger(lost), 'disputed 10500, refunds_due -10500', 'it is to go back, and the bank asks'
)
from made;
select pg_temp.disputed(lost, 'closed', 'lost') from made;
select is(given.refunds(lost), 'cancelled 10500 cancelled', 'it goes back once') from made;
select is(given.ledger(lost), null, 'nothing is owed any more, and nothing was lost') from made;
select pg_temp.disputed(lost, 'funds_reinstated', 'won') from made;
select is(
    given.ledger(lost), 'deposits -10500, stripe_balance 10500',
    'a bank that thinks again leaves it owed'
)
from made;

-- What it takes before a visit is to be paid again.

select pg_temp.disputed(before, 'closed', 'lost') from made;
select is(given.ledger(before), null, 'what the bank has taken is not held') from made;
select is(given.paying(before), 'confirmed refunded 10000', 'all of it is due') from made;
select given.completed('alder', before) from made;
select is(given.ledger(before), 'receivable 10000, revenue -10000', 'and is owed in the end')
from made;
select pg_temp.disputed(before, 'funds_reinstated', 'won') from made;
select is(
    given.ledger(before), 'revenue -10000, stripe_balance 10500, tips -500',
    'unless the bank thinks again'
)
from made;

-- After it, it is lost.

select given.completed('alder', after) from made;
select pg_temp.disputed(after, 'closed', 'lost') from made;
select is(
    given.ledger(after), 'disputes_lost 10500, revenue -10000, tips -500',
    'what was earned is lost'
)
from made;

-- What was to go back when the bank took it, and fails then.

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), tried) from made;
select given.nobody();
select pg_temp.told(tried, 'pending') from made;
select pg_temp.disputed(tried, 'closed', 'lost') from made;
select is(
    given.ledger(tried), 'disputes_lost 10000, refunds_due -10000', 'both at once: one is lost'
)
from made;
select pg_temp.told(tried, 'failed') from made;
select is(given.ledger(tried), null, 'and then it is not') from made;

-- Who did not come has no money with the business that the bank has taken.

select pg_temp.disputed(kept, 'closed', 'lost') from made;
select pg_temp.is_missed(kept) from made;
select is(given.ledger(kept), null, 'nothing is kept of nothing') from made;

-- A tip is whose the visit was.

select is(pg_temp.tips(moved), null, 'before a visit nobody has a tip') from made;
select given.acting_for('alder', 'owner', 'Olga');
select api.reschedule_booking(
    given.tenant_id('alder'), b, given.at('alder', given.day(2, t::time)),
    given.resource_id('alder', 'Bob')
)
from made, unnest(array[moved, away], array['14:00', '15:00']) as m (b, t);
select given.nobody();
select given.completed('alder', moved) from made;
select is(pg_temp.tips(moved), 'Bob -500', 'it was paid with Ann, and is Bob''s') from made;
select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.give_back(moved, 10200) from made;
select is(pg_temp.tips(moved), 'Bob -300', 'who gives it back') from made;
select is(
    given.ledger(moved), 'refunds_due -10200, stripe_balance 10500, tips -300', 'last of all'
)
from made;
select given.nobody();
select pg_temp.told(moved, 'failed') from made;
select is(
    given.ledger(moved), 'revenue -10000, stripe_balance 10500, tips -500',
    'and has it again if that fails'
)
from made;
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), away) from made;
select is(pg_temp.tips(away), null, 'what is called off leaves nobody a tip, nor takes one')
from made;
select is(
    given.ledger(away), 'refunds_due -10500, stripe_balance 10500', 'all of it goes back'
)
from made;
select given.nobody();
select pg_temp.is_missed(missed) from made;
select is(
    given.ledger(missed), 'fees -10000, stripe_balance 10500, tips -500',
    'who does not come has left it'
)
from made;

-- Somebody gives back past us, while what was kept is on its way.

select pg_temp.is_missed(reduced) from made;
select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.give_back(reduced, 4000) from made;
select given.nobody();
select given.stripe_event('alder', 'refund.created', jsonb_build_object(
    'id', 're_outside', 'object', 'refund', 'amount', 8000, 'currency', 'eur',
    'status', 'succeeded', 'payment_intent', 'pi_' || given.payment_id(reduced),
    'metadata', '{}'::jsonb
))
from made;
select is(
    given.refunds(reduced), 'staff 2000 requested, outside 8000 succeeded', 'less is to go back'
)
from made;
select is(given.ledger(reduced), 'refunds_due -2000, stripe_balance 2000', 'nothing is kept')
from made;
select pg_temp.told(reduced, 'failed') from made;
select is(given.ledger(reduced), 'fees -2000, stripe_balance 2000', 'but what has failed')
from made;
select pg_temp.told(away, 'failed') from made;
select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.give_back(away, 4000) from made;
select given.nobody();
select given.stripe_event('alder', 'refund.created', jsonb_build_object(
    'id', 're_more', 'object', 'refund', 'amount', 8000, 'currency', 'eur',
    'status', 'succeeded', 'payment_intent', 'pi_' || given.payment_id(away),
    'metadata', '{}'::jsonb
))
from made;
select is(given.ledger(away), 'refunds_due -2500, stripe_balance 2500', 'the same of a deposit')
from made;
select pg_temp.told(away, 'failed') from made;
select is(given.ledger(away), 'deposits -2500, stripe_balance 2500', 'which is owed still')
from made;
select is(
    (select count(*)::integer from private.violations()), 0, 'all is as it must be'
);

select * from finish();
rollback;
