-- api.receive_stripe_event: what is paid is confirmed, once; what is paid too late has its time
-- again or its money back; and nobody pays for somebody else.

begin;
select plan(40);

select given.tenant('alder');
select given.tenant('birch');
select given.payment_account('alder');
select given.payment_account('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.price('alder', 'Cut', 4000);

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as two,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '14:00')) as three,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe') as four,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '12:00'), 'Zoe') as five,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '14:00'), 'Zoe') as six;
create temporary table paying as
select
    given.checkout('alder', one) as one,
    given.checkout('alder', two) as two,
    given.checkout('alder', three) as three,
    given.checkout('alder', four) as four,
    given.checkout('alder', five) as five,
    given.checkout('alder', six) as six
from made;
grant select on made, paying to public;

create function pg_temp.status(p_booking_id uuid) returns text
    language sql security definer
as $$
    select status || ' ' || payment_status from data.bookings where booking_id = p_booking_id;
$$;

create function pg_temp.posted(p_object_id uuid) returns text
    language sql security definer
as $$
    select string_agg(format('%s %s', a.kind, p.amount_minor), ', ' order by a.kind)
    from data.journals as j
    join data.postings as p on p.journal_id = j.journal_id
    join data.ledger_accounts as a on a.account_id = p.account_id
    where j.object_id = p_object_id;
$$;

create function pg_temp.refunds(p_payment_id uuid) returns text
    language sql security definer
as $$
    select string_agg(format('%s %s %s', reason, amount_minor, status), ', ' order by refund_id)
    from data.refunds where payment_id = p_payment_id;
$$;

-- What was told to have a hold lapse: its time, and that of what it occupies.
create function pg_temp.lapse(p_booking_id uuid) returns void
    language sql security definer
as $$
    update data.bookings
    set hold_expires_at = now() - interval '1 second', lapses_at = now() - interval '1 second'
    where booking_id = p_booking_id;
    update data.allocations
    set hold_expires_at = now() - interval '1 second'
    where booking_id = p_booking_id;
$$;

-- Paid in time.

select is(pg_temp.status(one), 'held requires_payment', 'it is held until it is paid') from made;
select is(
    given.stripe_event(
        'alder', 'checkout.session.completed', given.session('alder', one, 'unpaid')
    ),
    'heeded',
    'a session that is complete'
)
from paying;
select is(pg_temp.status(m.one), 'held requires_payment', 'is not paid') from made as m;
select is(
    (select status from data.payments where payment_id = one), 'processing', 'the bank is at it'
)
from paying;
select is(
    given.stripe_event(
        'alder', 'checkout.session.async_payment_succeeded', given.session('alder', one), 'evt_1'
    ),
    'heeded',
    'then the money comes'
)
from paying;
select is(pg_temp.status(one), 'confirmed paid', 'and it is theirs') from made;
select is(
    pg_temp.posted(one), 'deposits -4000, stripe_balance 4000', 'and in the ledger'
)
from paying;
select is(
    given.stripe_event(
        'alder', 'checkout.session.async_payment_succeeded', given.session('alder', one), 'evt_1'
    ),
    'known',
    'what comes twice is known'
)
from paying;
select is(given.paid('alder', one), 'heeded', 'or comes by another event') from paying;
select is(
    pg_temp.posted(one), 'deposits -4000, stripe_balance 4000', 'and changes nothing'
)
from paying;
select is(pg_temp.refunds(one), null, 'nor is anything given back') from paying;

-- What is personal is not kept.

select is(
    (
        select count(*)::integer from data.stripe_events where facts::text ~ 'Ann|example.com'
    ),
    0,
    'nobody''s name is kept'
);

-- Paid too late, and the time is free still.

select pg_temp.lapse(two) from made;
select is(given.paid('alder', two), 'heeded', 'a payment that comes too late') from paying;
select is(pg_temp.status(two), 'confirmed paid', 'has its time again if nobody else has')
from made;
select is(pg_temp.refunds(two), null, 'and keeps its money') from paying;
select is(
    (select count(*)::integer from data.allocations where booking_id = two and active),
    1,
    'the calendar knows'
)
from made;

-- Paid too late, and the time is gone.

select pg_temp.lapse(three) from made;
select given.booking('alder', 'Cut', 'Ann', given.day(0, '14:00'), 'Bob');
select is(pg_temp.status(three), 'expired requires_payment', 'somebody else has it') from made;
select is(given.paid('alder', three), 'heeded', 'and then it is paid') from paying;
select is(pg_temp.status(three), 'expired paid', 'it is not theirs') from made;
select is(
    pg_temp.refunds(three), 'late_payment 4000 requested', 'and all of it goes back'
)
from paying;
select is(
    given.stripe_event(
        'alder',
        'charge.succeeded',
        jsonb_build_object(
            'id', 'ch_3', 'object', 'charge', 'amount', 4000, 'currency', 'eur', 'paid', true,
            'status', 'succeeded', 'payment_intent', 'pi_' || three
        )
    ),
    'heeded',
    'told again in other words'
)
from paying;
select is(
    pg_temp.refunds(three), 'late_payment 4000 requested', 'it goes back once'
)
from paying;
select is(
    given.stripe_event(
        'alder',
        'refund.updated',
        jsonb_build_object(
            'id', 're_3', 'object', 'refund', 'amount', 4000, 'currency', 'eur',
            'status', 'succeeded', 'payment_intent', 'pi_' || three, 'charge', 'ch_3',
            'metadata', jsonb_build_object('holdfast_refund_id', (
                select refund_id from data.refunds where payment_id = three
            ))
        )
    ),
    'heeded',
    'Stripe says that it did'
)
from paying;
select is(pg_temp.status(three), 'expired refunded', 'and the booking says so') from made;
select is(
    pg_temp.refunds(three), 'late_payment 4000 succeeded', 'it is settled'
)
from paying;
select is(
    (select balance_minor from data.balances where kind = 'refunds_due'),
    0::numeric::bigint,
    'nothing is due any more'
);

-- Called off, and then paid.

select given.acting_for('alder', 'guest', null, jsonb_build_object(
    'manage_token', private.manage_token(given.tenant_id('alder'), four)
))
from made;
reset role;
select api.cancel_booking(given.tenant_id('alder'), four) from made;
select given.nobody();
select given.paid('alder', four) from paying;
select is(
    pg_temp.refunds(four), 'late_payment 4000 requested', 'what was called off is given back'
)
from paying;

-- What somebody else says.

select is(
    given.stripe_event('birch', 'checkout.session.completed', given.session('alder', five)),
    'unmatched',
    'another business cannot say that ours is paid'
)
from paying;
select is(pg_temp.status(five), 'held requires_payment', 'nor does it become so') from made;
select is(
    given.stripe_event(
        'alder',
        'checkout.session.completed',
        given.session('alder', five) || '{"amount_total": 1}'
    ),
    'heeded',
    'another amount'
)
from paying;
select is(pg_temp.status(five), 'held requires_payment', 'does not pay') from made;
select is(
    given.stripe_event('alder', 'person.updated', '{"id": "p_1", "object": "person"}'),
    'ignored',
    'what we do not go by is kept and ignored'
);

-- What Stripe leaves empty, and what others wrote into theirs.

select is(
    given.stripe_event(
        'alder', 'product.updated', '{"id": "prod_1", "object": "product", "metadata": null}'
    ),
    'ignored',
    'an object whose metadata is null is kept'
);
select is(
    given.stripe_event('alder', 'account.updated', '{
        "id": "acct_alder", "object": "account", "metadata": null, "charges_enabled": true,
        "payouts_enabled": true, "details_submitted": true,
        "requirements": {"currently_due": null, "past_due": null, "disabled_reason": null}
    }'),
    'heeded',
    'so is an account that nothing is wanted of'
);
select is(
    (
        select facts -> 'requirements' -> 'due'
        from data.stripe_events
        where type = 'account.updated'
    ),
    '[]',
    'and nothing is'
);
select is(
    given.stripe_event('alder', 'refund.updated', jsonb_build_object(
        'id', 're_odd', 'object', 'refund', 'amount', 100, 'currency', 'eur',
        'status', 'succeeded', 'payment_intent', 'pi_' || one,
        'metadata', '{"holdfast_refund_id": "mine"}'::jsonb
    )),
    'heeded',
    'a refund that somebody gave a name like ours is one that was made past us'
)
from paying;

-- Of two pages of one booking the bank is at the one that was closed: we are told before it is.

create temporary table twice as
select given.booking('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Yan') as booking_id;
create temporary table opened as
select
    given.checkout('alder', booking_id) as first,
    given.checkout('alder', booking_id, 500) as second
from twice;
select is(
    given.stripe_event(
        'alder', 'checkout.session.completed', given.session('alder', first, 'unpaid')
    ),
    'heeded',
    'a bank is at the page that was open before'
)
from opened;
select throws_ok(
    format('select given.checkout(%L, %L)', 'alder', booking_id),
    'KC122',
    'It is being paid: the bank takes its time.',
    'then no other is opened'
)
from twice;

-- What comes of playing with Stripe is sent to live endpoints as well.

create temporary table played as
select given.booking('alder', 'Cut', 'Ann', given.day(2, '14:00'), 'Yan') as booking_id;
create temporary table playing as
select given.checkout('alder', booking_id) as payment_id from played;
select set_config('request.claims', '{"role": "stripe", "livemode": true}', true);
select is(
    api.receive_stripe_event(null, jsonb_build_object(
        'id', 'evt_test', 'object', 'event', 'type', 'checkout.session.completed',
        'account', 'acct_alder', 'created', 1790000000, 'livemode', false,
        'data', jsonb_build_object('object', given.session('alder', payment_id))
    )) ->> 'outcome',
    'ignored',
    'what was paid in test mode is not paid'
)
from playing;
select given.stripe_event('alder', 'checkout.session.expired', given.session(
    'alder', payment_id, 'unpaid'
))
from playing;
select is(
    pg_temp.status(booking_id), 'held requires_payment', 'nor is it once something true is told'
)
from played;

select * from finish();
rollback;
