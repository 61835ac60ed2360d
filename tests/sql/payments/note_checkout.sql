-- api.note_checkout: what Stripe answered, and who may say so.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
create temporary table paying as
select given.checkout('alder', given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))) as id;
grant select on paying to public;

create function pg_temp.note() returns jsonb
    language sql
as $$
    select api.note_checkout(given.tenant_id('alder'), id, 'cs_1', 'https://pay.test/1', 1800000000)
    from paying;
$$;

select given.acting_for('alder', 'guest');
select throws_ok('select pg_temp.note()', 'KA001', null, 'a guest may not say');
select given.acting_for('alder', 'owner');
select throws_ok('select pg_temp.note()', 'KF001', null, 'nor an owner');
select given.acting_for('alder', 'stripe');
select is(pg_temp.note() ->> 'url', 'https://pay.test/1', 'what Stripe says is noted');
select is(
    pg_temp.note() -> 'amount', '{"amount": 4000, "currency": "EUR"}'::jsonb, 'said again, too'
);
select throws_ok(
    $$ select api.note_checkout(given.tenant_id('alder'), uuidv7(), 'cs_2', 'u', 1) $$,
    'KN120', null, 'of a payment that there is'
);
reset role;
select is(
    (select object_id from data.stripe_objects where stripe_id = 'cs_1'), id, 'it is found by it'
)
from paying;

-- Where Stripe fails after it has made a page, another is shown, and the first lapses unseen.
create function pg_temp.closed(p_session_id text) returns text
    language sql
as $$
    select given.stripe_event(
        'alder', 'checkout.session.expired',
        given.session('alder', id, 'unpaid')
        || jsonb_build_object('id', p_session_id, 'status', 'expired')
    )
    from paying;
    select p.status from data.payments as p join paying on paying.id = p.payment_id;
$$;
select is(pg_temp.closed('cs_of_nobody'), 'pending', 'a page that nobody was shown is no matter');
select is(pg_temp.closed('cs_1'), 'cancelled', 'the one that was is');

select * from finish();
rollback;
