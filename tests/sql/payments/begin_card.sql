-- api.begin_card, and cards on file: what waits for one is theirs once it is there, and what was
-- agreed for who does not come is charged to it, unless somebody waives it.

begin;
select plan(43);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Colour', 60, 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.price('alder', 'Colour', 8000, 2000);
update data.services
set
    price_minor = 4000,
    card_required = true,
    refund_policy = '{"tiers": [], "no_show_percent": 50, "late_cancel_percent": 25}';

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Bob') as two,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '14:00'), 'Cid') as three,
    given.booking('alder', 'Colour', 'Ben', given.day(0, '10:00')) as four;
grant select on made to public;

create function pg_temp.asks(p_booking_id uuid) returns void
    language sql
as $$
    select given.acting_for('alder', 'guest', null, jsonb_build_object(
        'manage_token', given.manage_token('alder', p_booking_id),
        'public_url', 'http://localhost'
    ));
$$;
create function pg_temp.asked(p_booking_id uuid) returns jsonb
    language plpgsql
as $$
declare
    v_asked jsonb;
begin
    perform pg_temp.asks(p_booking_id);
    v_asked := api.begin_card(given.tenant_id('alder'), p_booking_id);
    perform given.nobody();
    return v_asked;
end;
$$;

select is(given.became(one), 'held none', 'a booking waits for its card') from made;
select is(given.became(four), 'held requires_payment', 'or for its money') from made;
create temporary table asking as
select pg_temp.asked(one) as one from made;
grant select on asking to public;
select is(pg_temp.asked(made.one) ->> 'card_id', asking.one ->> 'card_id', 'there is one page')
from made cross join asking;
select pg_temp.asks(one) from made;
select matches(
    api.get_booking(given.tenant_id('alder'), made.one) ->> 'card_url',
    '^http://localhost/card/alder/',
    'it says where to give it'
)
from made;
select throws_ok(
    $$ select api.get_card(given.tenant_id('alder'), one) from made $$, 'KN130', null, 'and no card'
);
select given.nobody();

-- What Stripe tells of one.
create function pg_temp.told(p_card_id text, p_name text) returns text
    language sql
as $$
    select given.stripe_event('alder', t.type, t.object, 'evt_' || p_name || p_card_id)
    from (values
        ('session', 'checkout.session.completed', jsonb_build_object(
            'id', 'cs_' || p_card_id, 'object', 'checkout.session', 'mode', 'setup',
            'status', 'complete', 'payment_status', 'no_payment_required',
            'client_reference_id', p_card_id, 'setup_intent', 'seti_' || p_card_id,
            'customer', 'cus_' || p_card_id,
            'metadata', jsonb_build_object('holdfast_card_id', p_card_id)
        )),
        ('intent', 'setup_intent.succeeded', jsonb_build_object(
            'id', 'seti_' || p_card_id, 'object', 'setup_intent', 'status', 'succeeded',
            'customer', 'cus_' || p_card_id, 'payment_method', 'pm_' || p_card_id,
            'metadata', jsonb_build_object('holdfast_card_id', p_card_id)
        )),
        ('method', 'payment_method.attached', jsonb_build_object(
            'id', 'pm_' || p_card_id, 'object', 'payment_method', 'customer', 'cus_' || p_card_id,
            'billing_details', '{"name": "Ann Example"}'::jsonb,
            'card', '{"brand": "visa", "last4": "4242", "exp_month": 4, "exp_year": 2030,
                      "fingerprint": "x"}'::jsonb
        )),
        ('gone', 'payment_method.detached', jsonb_build_object(
            'id', 'pm_' || p_card_id, 'object', 'payment_method'
        ))
    ) as t (name, type, object)
    where t.name = p_name;
$$;
create function pg_temp.card(p_booking_id uuid) returns text
    language sql security definer
as $$
    select concat_ws(' ', status, payment_method_id is not null, brand, last4, exp_month, exp_year)
    from data.cards where booking_id = p_booking_id order by card_id desc limit 1;
$$;

select is(pg_temp.told(one ->> 'card_id', 'method'), 'unmatched', 'a card that nobody has named')
from asking;
select is(pg_temp.told(one ->> 'card_id', 'session'), 'heeded', 'a page that is complete')
from asking;
select is(given.became(one), 'held none', 'is no card') from made;
select is(pg_temp.told(one ->> 'card_id', 'intent'), 'heeded', 'then it is there') from asking;
select is(given.became(one), 'confirmed none', 'and the booking is theirs') from made;
select is(pg_temp.card(one), 'ready t visa 4242 4 2030', 'it is known which it is') from made;
select is(
    (select count(*)::integer from data.stripe_events where facts::text ~ 'Example|fingerprint'),
    0,
    'and no more than that'
);
select is(given.ledger('alder'), null, 'no money has moved');

-- Every order of its events comes to the same.

create function pg_temp.told_in(p_order text[]) returns text
    language plpgsql
as $$
declare
    v_card_id text;
    v_name text;
    v_end text;
begin
    begin
        select pg_temp.asked(two) ->> 'card_id' into v_card_id from made;
        foreach v_name in array p_order loop
            perform pg_temp.told(v_card_id, v_name);
        end loop;
        select format('%s | %s', pg_temp.card(two), given.became(two)) into v_end from made;
        raise exception using errcode = 'ZZ001';
    exception
        when sqlstate 'ZZ001' then null;
    end;
    return v_end;
end;
$$;
select is(
    (
        select array_agg(distinct pg_temp.told_in(array[a, b, c, a, c]))
        from unnest('{session,intent,method}'::text[]) as a
        cross join unnest('{session,intent,method}'::text[]) as b
        cross join unnest('{session,intent,method}'::text[]) as c
        where a <> b and b <> c and a <> c
    ),
    '{"ready t visa 4242 4 2030 | confirmed none"}',
    'in whatever order it is told'
);
select is(
    pg_temp.told_in('{intent,gone}'), 'gone t | confirmed none',
    'a card that was taken back is none'
);

-- A card that comes too late has its time again, and moves no money if not.

create temporary table third as select pg_temp.asked(three) ->> 'card_id' as card from made;
create temporary table late as select pg_temp.asked(two) ->> 'card_id' as two from made;
select given.lapse('alder');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Dan');
select is(pg_temp.told(two, 'intent'), 'heeded', 'a card that comes too late') from late;
select is(given.became(two), 'expired none', 'does not take what is gone') from made;

-- Who does not come.

create function pg_temp.begun(p_booking_id uuid, p_minutes integer) returns void
    language sql security definer
as $$
    update data.bookings
    set
        starts_at = now() + make_interval(mins => p_minutes),
        ends_at = now() + make_interval(mins => p_minutes + 60)
    where booking_id = p_booking_id;
$$;
select pg_temp.begun(one, -10) from made;
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.mark_no_show(given.tenant_id('alder'), one) ->> 'status', 'no_show',
    'somebody does not come'
)
from made;
select is(
    api.get_payment(given.tenant_id('alder'), given.payment_id(one, 'fee'))
    #> '{lines,0,amount}',
    '{"amount": 2000, "currency": "EUR"}'::jsonb,
    'what was agreed is to be charged'
)
from made;
select given.nobody();
select is(
    (
        select array_agg(format('%s %s', w.kind, w.due_at - now()))
        from private.wanted_stripe(given.tenant_id('alder'), 1, 100000) as w
        cross join (select private.add_claims(jsonb_build_object(
            'tenant_id', given.tenant_id('alder')))) as c
    ),
    null,
    'nothing is asked of what is not published'
);
create function pg_temp.details(p_payment_id uuid) returns jsonb
    language sql security definer
as $$
    select private.fee_details(jsonb_populate_record(null::data.deliveries, jsonb_build_object(
        'tenant_id', given.tenant_id('alder'),
        'data', jsonb_build_object('payment_id', p_payment_id)
    )));
$$;
select is(
    pg_temp.details(given.payment_id(made.one, 'fee'))
    - '{metadata,idempotency_key}'::text[],
    jsonb_build_object(
        'account_id', 'acct_alder', 'customer', 'cus_' || (asking.one ->> 'card_id'),
        'payment_method', 'pm_' || (asking.one ->> 'card_id'), 'amount', 2000, 'currency', 'EUR',
        'application_fee', 0
    ),
    'of the card that was given'
)
from made cross join asking;
select is(
    (select due_at - created_at from data.payments where part = 'fee'), interval '1 hour',
    'after an hour'
);

-- The bank says no: they can pay on a page.

create function pg_temp.answered(p_payment_id uuid, p_outcome text) returns void
    language plpgsql security definer
as $$
begin
    perform private.add_claims(jsonb_build_object('tenant_id', given.tenant_id('alder')));
    perform private.heed_fee(jsonb_populate_record(null::data.deliveries, jsonb_build_object(
        'tenant_id', given.tenant_id('alder'),
        'data', jsonb_build_object('payment_id', p_payment_id),
        'response', jsonb_build_object('id', 'pi_' || p_payment_id)
    )), p_outcome);
end;
$$;
select pg_temp.answered(given.payment_id(one, 'fee'), 'gone') from made;
select is(
    (select status from data.payments where payment_id = given.payment_id(one, 'fee')), 'failed',
    'a card is declined'
)
from made;
select is((given.mail('olga@alder.test')), 'fee_failed', 'the owner knows');
create temporary table again as select given.checkout('alder', one) as one from made;
select is(
    (select concat_ws(' ', part, amount_minor) from data.payments where payment_id = one),
    'fee 2000', 'and there is a page to pay it on'
)
from again;
select given.paid('alder', one) from again;
select is(given.ledger('alder'), 'fees -2000, stripe_balance 2000', 'it is earned');
select is(given.became(one), 'no_show none', 'and no part of what the visit cost') from made;

-- Waived.

select pg_temp.told(card, 'intent') from third;
select is(given.became(three), 'confirmed none', 'its time was free still') from made;
select pg_temp.begun(three, 30) from made;
select given.acting_with_token('alder', three) from made;
select throws_ok(
    $$ select api.cancel_booking(given.tenant_id('alder'), three) from made $$,
    'KC130', null, 'who cancels late is told what that costs'
);
select is(
    api.cancel_booking(given.tenant_id('alder'), three, true) ->> 'status',
    'cancelled_by_customer',
    'and may'
)
from made;
select given.acting_for('alder', 'staff', 'Ann');
select is(
    api.cancel_payment(given.tenant_id('alder'), given.payment_id(three, 'fee')) ->> 'status',
    'cancelled',
    'staff waive it'
)
from made;
select throws_ok(
    $$ select api.cancel_payment(given.tenant_id('alder'), given.payment_id(three, 'fee'))
       from made $$,
    'KC133', null, 'once'
);
select given.nobody();
select is(
    pg_temp.details(given.payment_id(three, 'fee')) ? 'skipped', true, 'nobody is asked for it'
)
from made;
select given.stripe_event('alder', 'payment_intent.succeeded', jsonb_build_object(
    'id', 'pi_w', 'object', 'payment_intent', 'amount', 1000, 'currency', 'eur',
    'status', 'succeeded',
    'metadata', jsonb_build_object('holdfast_payment_id', given.payment_id(three, 'fee'))
))
from made;
select is(
    given.refunds(three), 'cancelled 1000 requested', 'if it was charged all the same it goes back'
)
from made;
select is(
    given.ledger('alder'), 'fees -2000, refunds_due -1000, stripe_balance 3000',
    'as if it never was'
);

-- What is paid online keeps its card.

create temporary table fourth as
select given.booking('alder', 'Colour', 'Ben', given.day(1, '10:00'), 'Eve') as four;
create temporary table paying as select given.checkout('alder', four) as four from fourth;
select given.stripe_event('alder', 'payment_intent.succeeded', jsonb_build_object(
    'id', 'pi_4', 'object', 'payment_intent', 'amount', 1000 + 1000, 'currency', 'eur',
    'status', 'succeeded', 'customer', 'cus_4', 'payment_method', 'pm_4',
    'metadata', jsonb_build_object('holdfast_payment_id', four)
))
from paying;
grant select on fourth to public;
select is(given.became(four), 'confirmed paid', 'a deposit is paid') from fourth;
select is(pg_temp.card(four), 'ready t', 'with a card that stays') from fourth;
select pg_temp.begun(four, -10) from fourth;
select given.acting_for('alder', 'owner', 'Olga');
select api.mark_no_show(given.tenant_id('alder'), four) from fourth;
select given.nobody();
select is(
    given.payment_id(four, 'fee'), null,
    'what was paid counts: half of the price is kept already'
)
from fourth;

-- What was there already pays for it, but is no card to charge a fee to.

create temporary table prepaid as
select
    given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe') as booking_id,
    given.gift_card('alder', 4000) as code;
grant select on prepaid to public;
select pg_temp.asks(booking_id) from prepaid;
select is(
    api.redeem(given.tenant_id('alder'), booking_id, code) #>> '{amount_due,amount}', '0',
    'a gift card pays for it'
)
from prepaid;
select given.nobody();
select is(given.became(booking_id), 'held paid', 'and it waits for its card still') from prepaid;
select pg_temp.asks(booking_id) from prepaid;
select matches(
    api.get_booking(given.tenant_id('alder'), booking_id) ->> 'card_url', '/card/alder/',
    'which it says where to give'
)
from prepaid;
select given.nobody();
select is(
    pg_temp.told(pg_temp.asked(booking_id) ->> 'card_id', 'intent'), 'heeded', 'then it is there'
)
from prepaid;
select is(given.became(booking_id), 'confirmed paid', 'and the booking is theirs') from prepaid;

select * from finish();
rollback;
