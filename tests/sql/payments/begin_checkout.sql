-- api.begin_checkout: what Stripe is to be asked, once for each payment; and who may not pay.

begin;
select plan(20);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000, 1500);
select given.service('alder', 'Talk', 60, 'Ann');

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Bea') as two,
    given.booking('alder', 'Talk', 'Ann', given.day(0, '14:00')) as free;
grant select on made to public;
-- What was held before is not paid with an account that takes nothing any more.
update data.payment_accounts set charges_enabled = false;

create function pg_temp.begin(p_id uuid, p_tip bigint default 0) returns jsonb
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'guest', null, pg_temp.known(p_id));
    return api.begin_checkout(given.tenant_id('alder'), p_id, p_tip);
end;
$$;

create function pg_temp.known(p_id uuid) returns jsonb
    language sql security definer
as $$
    select jsonb_build_object(
        'manage_token', private.manage_token(given.tenant_id('alder'), p_id),
        'public_url', 'https://book.test/'
    );
$$;

create function pg_temp.url(p_id uuid) returns text
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'guest', null, pg_temp.known(p_id));
    return api.get_booking(given.tenant_id('alder'), p_id) ->> 'checkout_url';
end;
$$;

select is(pg_temp.url(one), null, 'a business without an account says no place to pay') from made;
select throws_ok(
    $$ select pg_temp.begin(one) from made $$, 'KC121', null, 'nor is there one'
);
reset role;
select given.payment_account('alder', 250);
select matches(
    pg_temp.url(one), '^https://book.test/pay/alder/[0-9a-f-]{36}\?token=[0-9a-f]{64}$',
    'with one, that is where'
)
from made;
select is(pg_temp.url(free), null, 'what is free is not paid for') from made;
select throws_ok(
    $$ select pg_temp.begin(free) from made $$, 'KC122', null, 'nor can it be'
);

create temporary table asked as select pg_temp.begin(one, 200) as said from made;
grant select on asked to public;
select is(
    said -> 'lines',
    '[{"kind": "deposit", "amount": 1500}, {"kind": "tip", "amount": 200}]'::jsonb,
    'what is due in advance, and a tip'
)
from asked;
select is((said ->> 'application_fee')::integer, 43, 'the platform takes 2.5 %') from asked;
select is(said ->> 'account_id', 'acct_alder', 'the business is paid directly') from asked;
select is(said -> 'session', 'null'::jsonb, 'Stripe was not asked yet') from asked;
select ok(
    (said ->> 'expires_at')::bigint >= extract(epoch from now()) + 1800,
    'Stripe wants half an hour'
)
from asked;
select is(
    pg_temp.begin(one, 200) ->> 'payment_id', said ->> 'payment_id', 'asked again, it is the same'
)
from made cross join asked;
select isnt(
    pg_temp.begin(one, 300) ->> 'payment_id', said ->> 'payment_id', 'another tip, another payment'
)
from made cross join asked;
reset role;
select set_config(
    'request.claims', jsonb_build_object('tenant_id', given.tenant_id('alder'))::text, true
);
create temporary table published as
select first_sequence, last_sequence from private.publish_events(given.tenant_id('alder'), 1000);
select is(
    (select status from data.payments where payment_id = (said ->> 'payment_id')::uuid),
    'cancelled', 'and the one before is none any more'
)
from asked;
select is(
    (
        select string_agg(w.kind, ' ')
        from published as p
        cross join private.wanted_stripe(
            given.tenant_id('alder'), p.first_sequence, p.last_sequence
        ) as w
        where w.order_key = (
            select payment_id from data.payments where status = 'cancelled'
        )
    ),
    'checkout.expire', 'whose page is closed'
);

-- Once it is paid.

select given.nobody();
select given.paid('alder', payment_id) from data.payments where status = 'pending';
select is(
    pg_temp.begin(one) -> 'lines', '[{"kind": "balance", "amount": 2500}]'::jsonb,
    'what is left can be paid, too'
)
from made;
reset role;
select given.paid('alder', payment_id) from data.payments where status = 'pending';
select throws_ok($$ select pg_temp.begin(one) from made $$, 'KC122', null, 'and then nothing');

-- Who has no time, and who has no business with it.

reset role;
update data.bookings
set lapses_at = now() - interval '1 second', hold_expires_at = now() - interval '1 second'
where booking_id = (select two from made);
select throws_ok($$ select pg_temp.begin(two) from made $$, 'KC003', null, 'a hold that lapsed');
select given.acting_for('alder', 'guest', null, pg_temp.known(two)) from made;
select api.cancel_booking(given.tenant_id('alder'), one) from made where false;
reset role;
select given.acting_for('alder', 'guest', null, pg_temp.known(one)) from made;
select api.cancel_booking(given.tenant_id('alder'), one) from made;
select throws_ok($$ select pg_temp.begin(one) from made $$, 'KC002', null, 'what is called off');
reset role;
select is(
    (
        select string_agg(amount_minor::text, ' ' order by amount_minor)
        from data.refunds where reason = 'cancelled'
    ),
    '1800 2500', 'is given back, tip and all'
);
select given.acting_for('alder', 'guest');
select throws_ok(
    $$ select api.begin_checkout(given.tenant_id('alder'), two) from made $$,
    'KN003', null, 'without its token a booking is not there'
);

select * from finish();
rollback;
