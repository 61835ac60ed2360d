-- api.void_gift_card: it is worth nothing any more, once.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as booking_id;
grant select on made to public;

create temporary table card as select given.gift_card('alder', 2000) as code;
create temporary table cards as select gift_card_id as id from data.gift_cards;
grant select on card, cards to public;

select is(
    given.outcomes('alder', (
        select format(
            'select api.void_gift_card(%L, %L, %L)', given.tenant_id('alder'), id, 'Lost'
        )
        from cards
    )),
    'guest KA001, staff KF001, manager done, owner KC170',
    'once, by who runs the business'
);

select is(
    given.balances('alder'),
    'breakage 2000, cash 2000',
    'what was left is earned'
);

select given.acting_for('alder', 'owner', 'Olga');

select throws_ok(
    format(
        'select api.redeem(%L, %L, p_gift_card_code => %L)', given.tenant_id('alder'), booking_id,
        code
    ),
    'KC170', null, 'it pays nothing'
)
from made, card;

select * from finish();
rollback;
