-- api.redeem: a booking is paid with what is there already, no more than there is, by whoever may;
-- and it comes back where it came from.

begin;
select plan(47);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Wash', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.price('alder', 'Wash', 3000);

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as two,
    given.booking('alder', 'Wash', 'Ann', given.day(0, '11:00'), 'Zoe') as three;
alter table made add column four uuid, add column five uuid, add column six uuid;
grant select on made to public;
create temporary table codes as
select given.gift_card('alder', 5000) as big, given.gift_card('alder', 1000) as small;
grant select on codes to public;

create function pg_temp.redeem(p_booking_id uuid, p_code text, p_amount bigint default null)
returns text
    language sql
as $$
    select given.outcome(format(
        'select api.redeem(%L, %L, p_gift_card_code => %L, p_amount => %L)',
        given.tenant_id('alder'), p_booking_id, p_code,
        case when p_amount is not null
            then jsonb_build_object('amount', p_amount, 'currency', 'EUR')
        end
    ));
$$;

create function pg_temp.left_on_cards() returns text
    language sql security definer
as $$
    select string_agg(balance_minor::text, ' ' order by subject_id)
    from data.balances
    where tenant_id = given.tenant_id('alder') and kind = 'gift_card';
$$;

create function pg_temp.token(p_id uuid) returns jsonb
    language sql stable security definer
    return jsonb_build_object(
        'manage_token', private.manage_token(given.tenant_id('alder'), p_id)
    );

-- Gift cards: whoever has the code.

select is(given.balances('alder'), 'cash 6000, gift_card 6000', 'what was sold is owed');

select given.acting_for('alder', 'guest', null, pg_temp.token(one)) from made;
select is(pg_temp.redeem(one, 'nonsense'), 'KV170', 'what is no code') from made;
select is(
    pg_temp.redeem(one, translate(big, '23456789', '34567892')), 'KV170', 'a slip of the pen'
)
from made, codes;
select is(pg_temp.redeem(one, small, 2000), 'KC120', 'more than is on it') from made, codes;
select is(pg_temp.redeem(two, big), 'KN003', 'for somebody else''s booking') from made, codes;
select is(
    given.outcome(format('select api.redeem(%L, %L)', given.tenant_id('alder'), one)),
    'KV174',
    'nothing'
)
from made;
select is(pg_temp.redeem(one, lower(replace(small, '-', ' '))), 'done', 'as it is typed')
from made, codes;
select is(given.paying(one), 'held requires_payment 3000', 'a part: it is held still') from made;
select is(pg_temp.redeem(one, small), 'KC120', 'it is empty') from made, codes;
select is(pg_temp.redeem(one, big, 1000), 'done', 'a part of another') from made, codes;
select is(pg_temp.redeem(one, big), 'done', 'and the rest of it') from made, codes;
select is(given.paying(one), 'confirmed paid 0', 'it is paid: it is theirs') from made;
select is(pg_temp.redeem(one, big), 'KC122', 'paid is paid') from made, codes;
select is(pg_temp.left_on_cards(), '2000 0', 'as much is on them as was not spent');
select is(
    given.balances('alder'), 'cash 6000, deposits 4000, gift_card 2000', 'and in the ledger'
);

-- What is called off is on the cards again.

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), one) from made;
select is(pg_temp.left_on_cards(), '5000 1000', 'where it came from');
select is(given.paying(one), 'cancelled_by_business refunded 0', 'and so it is said')
from (select one from made) as m;
select is(given.balances('alder'), 'cash 6000, gift_card 6000', 'nothing is left over');

-- A page of Stripe's that was open asks for too much.

select given.acting_for('alder', 'guest', null, pg_temp.token(two)) from made;
create temporary table paying as select given.checkout('alder', two) as two from made;
grant select on paying to public;
select is(pg_temp.redeem(two, big, 1500), 'done', 'another part') from made, codes;
select given.nobody();
select is(
    (select p.status from data.payments as p join paying on paying.two = p.payment_id),
    'cancelled',
    'the page is closed'
);
select is(given.paid('alder', two), 'heeded', 'who paid on it all the same') from paying;
select is(given.paying(two), 'confirmed paid 0', 'has their time') from made;
select is(
    (select amount_minor || ' ' || reason from data.refunds where status = 'requested'),
    '1500 paid_twice',
    'and what was too much goes back'
);

-- Sessions, and credit: the customer's.

select given.bought('alder', given.customer_id('alder', 'Zoe'), 3, 10000, 'Cut');
select is(
    given.balances('alder', 'package_value', 'package_sessions'),
    'package_sessions 3, package_value 10000',
    'three sessions'
);

select given.acting_for('alder', 'guest', null, pg_temp.token(three)) from made;
select is(
    given.outcome(format(
        'select api.redeem(%L, %L, p_use_package => true)', given.tenant_id('alder'), three
    )),
    'KF170',
    'who books in somebody''s name does not spend what they have'
)
from made;
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome(format(
        'select api.redeem(%L, %L, p_use_package => true)', given.tenant_id('alder'), three
    )),
    'KC171',
    'it is for something else'
)
from made;

create function pg_temp.book(p_time time, p_more text) returns uuid
    language plpgsql
as $$
declare
    v_booking jsonb;
begin
    execute format(
        'select api.create_booking(p_tenant_id => %L, p_service_id => %L, p_starts_at => %L, '
        'p_customer => %L, %s)',
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.at('alder', given.day(1, p_time)),
        '{"name": "Zoe", "email": "zoe@customers.test"}', p_more
    ) into v_booking;
    return (v_booking ->> 'id')::uuid;
end;
$$;

-- By the wallet's token, which went to the address.
select given.acting_for(
    'alder', 'guest', null, pg_temp.token(given.customer_id('alder', 'Zoe'))
);
create temporary table spent as
select
    pg_temp.book('09:00', 'p_use_package => true') as a,
    pg_temp.book('10:00', 'p_use_package => true') as b,
    pg_temp.book('11:00', 'p_use_package => true') as c;
grant select on spent to public;
select is(given.paying(a), 'confirmed paid -667 0', 'a session pays a visit') from spent;
select is(given.paying(b), 'confirmed paid -666 0', 'each its share') from spent;
select is(given.paying(c), 'confirmed paid -667 0', 'the last what is left') from spent;
select is(
    given.balances('alder', 'package_value', 'package_sessions'), null, 'then there are none'
);
select throws_ok(
    $$ select pg_temp.book('12:00', 'p_use_package => true') $$, 'KC171', null, 'no fourth'
);
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.book('12:00', 'p_use_package => true') $$, 'KF170', null, 'nor anybody else'
);
select throws_ok(
    $$ select pg_temp.book('12:00', 'p_use_credit => true') $$, 'KF170', null, 'nor their credit'
);

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), b) from spent;
select is(
    given.balances('alder', 'package_value', 'package_sessions'),
    'package_sessions 1, package_value 3334',
    'what is called off is theirs again, worth what it was'
);
select given.nobody();
update data.bookings set status = 'completed', version = version + 1
where booking_id = (select a from spent);
select is(
    given.balances('alder', 'revenue'), 'revenue 3333', 'and what is over is earned: its share'
);

-- A part of a session is credit.

select given.nobody();
select private.begin_claims(
    jsonb_build_object('role', 'owner', 'tenant_id', given.tenant_id('alder')), false
);
select private.request_refund(p, 1000, 'staff', null)
from data.payments as p join spent on spent.c = p.booking_id;
select is(
    given.balances('alder', 'customer_credit', 'package_sessions'),
    'customer_credit 1000, package_sessions 1',
    'half a session is none'
);

select given.acting_for('alder', 'owner', 'Olga');
select api.redeem(given.tenant_id('alder'), three, p_use_credit => true) from made;
select is(given.paying(three), 'held requires_payment 2000', 'and is spent like money') from made;
select is(given.balances('alder', 'customer_credit'), null, 'once');
select is(
    given.outcome(format(
        'select api.redeem(%L, %L, p_use_credit => true)', given.tenant_id('alder'), three
    )),
    'KC120',
    'not twice'
)
from made;

-- A hold that lapses lets go of it.

select given.nobody();
update data.bookings
set hold_expires_at = now() - interval '1 second', lapses_at = now() - interval '1 second'
where booking_id = (select three from made);
select given.acting_for('alder', 'worker');
select api.sweep_holds(given.tenant_id('alder'));
select is(given.balances('alder', 'customer_credit'), 'customer_credit 1000', 'it is back');

-- Unasked, where the business says so, and for whom it is known.

select given.acting_for('alder', 'owner', 'Olga');
select api.update_prepaid_settings(given.tenant_id('alder'), p_packages_unasked => true);
create temporary table unasked as select pg_temp.book('13:00', 'p_note => null') as a;
grant select on unasked to public;
select is(given.paying(a), 'confirmed paid -666 0', 'a session, unasked') from unasked;
create temporary table without as select pg_temp.book('14:00', 'p_note => null') as a;
grant select on without to public;
select is(given.paying(a), 'confirmed none 4000', 'if there is one') from without;

-- Both at once, and what comes back as credit.

create temporary table together as
select pg_temp.book(
    '15:00', format('p_use_credit => true, p_gift_card_code => %L', big)
) as a
from codes;
grant select on together to public;
select is(given.paying(a), 'confirmed paid 0', 'a card and credit: no more than it costs')
from together;
select is(
    given.balances('alder', 'customer_credit', 'gift_card'),
    'customer_credit 500, gift_card 1000',
    'the card first'
);
select given.nobody();
select is((select count(*)::integer from private.violated_ledger_balances()), 0, 'it balances');
select is((select count(*)::integer from private.violated_ledger_overdrawn()), 0, 'as it must');
select is(
    (
        select count(*)::integer from data.gift_cards
        where code_hash is null or recipient_email is not null
    ),
    0,
    'and no code is kept'
);

select * from finish();
rollback;
