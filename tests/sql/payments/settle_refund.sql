-- private.settle_refund, private.make_room: what goes back is taken from where it was, whatever it
-- paid for; and what was called off here, and Stripe has made all the same, is in the ledger.

begin;
select plan(20);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
select given.tax('alder', 2500, true);
select given.price('alder', 'Cut', 10000);
select given.acting_for('alder', 'owner', 'Olga');
select api.create_commission_rule(given.tenant_id('alder'), 4000);
select given.nobody();
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Ann', 500) as one,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '11:00')) as two,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as three,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '13:00')) as four;
grant select on made to public;
select given.completed('alder', one) from made;
select given.completed('alder', two) from made;

create function pg_temp.back(p_booking_id uuid, p_minor bigint) returns uuid
    language sql security definer
as $$
    select (private.request_refund(p, p_minor, 'staff', null)).refund_id
    from data.payments as p where p.booking_id = p_booking_id;
$$;
create function pg_temp.outside(p_payment_id uuid, p_id text, p_minor bigint) returns text
    language sql
as $$
    select given.stripe_event('alder', 'refund.created', jsonb_build_object(
        'id', p_id, 'object', 'refund', 'amount', p_minor, 'currency', 'eur',
        'status', 'succeeded', 'payment_intent', 'pi_' || p_payment_id, 'metadata', '{}'::jsonb
    ));
$$;

-- What Stripe is asked for after a visit.

create temporary table back as
select pg_temp.back(one, 4000) as one from made;
grant select on back to public;
select is(
    (select given.ledger(one) from made),
    'commission 1920, commission_payable -1920, refunds_due -4000, revenue -4800, '
    'stripe_balance 10500, tax -1200, tips -500',
    'what goes back is not earned, from the moment it is asked for'
);
select given.refund_told('alder', one) from back;
select is(
    (select given.ledger(one) from made),
    'commission 1920, commission_payable -1920, revenue -4800, stripe_balance 6500, tax -1200, '
    'tips -500',
    'then it has gone'
);
select given.refund_told('alder', one, 'failed') from back;
select is(
    (select given.ledger(one) from made),
    'commission 3200, commission_payable -3200, revenue -8000, stripe_balance 10500, tax -2000, '
    'tips -500',
    'what fails is earned again'
);

-- What was called off here, and Stripe made all the same.

insert into back select pg_temp.back(two, 2500) from made;
create function pg_temp.of_two() returns data.refunds
    language sql stable security definer
as $$
    select r from data.refunds as r join made as m on r.booking_id = m.two
    order by r.refund_id limit 1;
$$;
update data.refunds set status = 'failed' where refund_id = (pg_temp.of_two()).refund_id;
select private.undo_refund(private.payment_of(pg_temp.of_two()), pg_temp.of_two());
select is(
    (select given.ledger(two) from made),
    'commission 3200, commission_payable -3200, revenue -8000, stripe_balance 10000, tax -2000',
    'what Stripe has refused is no refund'
);
select given.refund_told('alder', (pg_temp.of_two()).refund_id, 'pending');
select is(
    (select given.ledger(two) from made),
    'commission 2400, commission_payable -2400, refunds_due -2500, revenue -6000, '
    'stripe_balance 10000, tax -1500',
    'unless it has made it all the same: it is on its way again'
);
select given.refund_told('alder', (pg_temp.of_two()).refund_id);
select is(
    (select given.ledger(two) from made),
    'commission 2400, commission_payable -2400, revenue -6000, stripe_balance 7500, tax -1500',
    'and gone'
);
select given.refund_told('alder', (pg_temp.of_two()).refund_id, 'failed');
select is(
    (select given.ledger(two) from made),
    'commission 3200, commission_payable -3200, revenue -8000, stripe_balance 10000, tax -2000',
    'or not, in the end'
);
select is(given.became(two), 'completed paid', 'which the booking says') from made;

-- Somebody gives back past us while something is asked for.

select pg_temp.back(two, 6000) from made;
select pg_temp.outside(given.payment_id(two), 're_outside', 6000) from made;
select is(
    (select given.refunds(two) from made),
    'staff 2500 failed, staff 4000 requested, outside 6000 succeeded',
    'there is less for us to give back'
);
select is(
    (select given.ledger(two) from made), 'refunds_due -4000, stripe_balance 4000',
    'nothing of it is earned, however it goes back'
);
select given.refund_told('alder', refund_id)
from data.refunds, made
where booking_id = two and status = 'requested';
select is((select given.ledger(two) from made), null, 'then nothing is left of it');

-- What was asked for before a visit that is over by now.

select pg_temp.back(three, 4000) from made;
select given.completed('alder', three) from made;
select pg_temp.outside(given.payment_id(three), 're_other', 7000) from made;
select is(
    (select given.ledger(three) from made),
    'commission 960, commission_payable -960, receivable 3000, refunds_due -3000, revenue -2400, '
    'stripe_balance 3000, tax -600',
    'it is owed for the visit, and less of it'
);
select given.refund_told('alder', refund_id, 'failed')
from data.refunds, made
where booking_id = three and status = 'requested';
select is(
    (select given.ledger(three) from made),
    'commission 960, commission_payable -960, revenue -2400, stripe_balance 3000, tax -600',
    'until it has failed: then it pays for it'
);

-- What was kept of who did not come was no deposit any more.

update data.bookings set status = 'no_show' where booking_id = (select four from made);
select is(
    (select given.ledger(four) from made), 'fees -10000, stripe_balance 10000', 'what is kept'
);
insert into back select pg_temp.back(four, 1000) from made;
select is(
    (select given.ledger(four) from made),
    'fees -9000, refunds_due -1000, stripe_balance 10000',
    'is less by what goes back of it'
);

create function pg_temp.fee(p_booking_id uuid) returns uuid
    language plpgsql security definer
as $$
declare
    v_payment data.payments;
    v_booking data.bookings;
begin
    select * into v_payment from data.payments where booking_id = p_booking_id;
    select * into v_booking from data.bookings where booking_id = p_booking_id;
    v_payment.payment_id := null;
    v_payment.part := 'fee';
    v_payment.method := 'stripe';
    v_payment.amount_minor := 700;
    v_payment.tip_minor := 0;
    v_payment.session_id := null;
    v_payment.intent_id := null;
    v_payment.charge_id := null;
    v_payment := private.open_payment(
        v_payment, array[row('fee', 700, null)::private.payment_line]
    );
    perform private.post_payment(v_payment, v_booking);
    perform private.request_refund(v_payment, 700, 'staff', null);
    return v_payment.payment_id;
end;
$$;
select pg_temp.fee(four) from made;
select is(
    (select given.ledger(four) from made),
    'fees -9000, refunds_due -1700, stripe_balance 10700',
    'a fee that goes back was no fee, and no deposit'
);
select is(
    (select count(*)::integer from private.violations()), 0, 'all is as it must be'
);

-- What was sold in advance, and is given back past us when it is spent.

select given.acting_for('alder', 'owner', 'Olga');
select api.update_prepaid_settings(given.tenant_id('alder'), p_gift_cards_online => true);
select given.nobody();
create function pg_temp.buy() returns uuid
    language plpgsql security definer
as $$
declare
    v_payment_id uuid;
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'guest', 'tenant_id', given.tenant_id('alder'), 'public_url', 'http://localhost'
    )::text, true);
    v_payment_id := api.buy_gift_card(
        given.tenant_id('alder'), '{"amount": 5000, "currency": "EUR"}',
        '{"name": "Zoe", "email": "zoe@customers.test"}'
    ) ->> 'payment_id';
    perform set_config('request.claims', '', true);
    perform given.paid('alder', v_payment_id);
    return v_payment_id;
end;
$$;
create temporary table sold as select pg_temp.buy() as one;
grant select on sold to public;
select is(given.balances('alder', 'gift_card'), 'gift_card 5000', 'a gift card is bought online');
create temporary table spent as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '15:00')) as one;
grant select on spent to public;
select private.pay_from(b, 'gift_card', g.gift_card_id, 4000)
from data.bookings as b, spent, data.gift_cards as g
where b.booking_id = spent.one;
select pg_temp.outside(one, 're_sold', 3000) from sold;
select is(
    given.balances('alder', 'gift_card', 'discounts', 'refunds_due'),
    'discounts 2000, refunds_due 1700',
    'what is left of it goes; what was spent was a gift'
);
select is(
    (select count(*)::integer from private.violations() where invariant !~ 'status'), 0,
    'all is as it must be'
);

select * from finish();
rollback;
