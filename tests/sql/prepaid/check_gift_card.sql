-- api.check_gift_card: what a card is worth, for whoever has its code.

begin;
select plan(4);

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
            'select api.check_gift_card(%L, %L)', given.tenant_id('alder'), code
        )
        from card
    )),
    'guest done, staff done, manager done, owner done',
    'anybody who has it'
);

select given.acting_for('alder');

select is(
    api.check_gift_card(given.tenant_id('alder'), code) - 'code_end' - 'expires_at',
    '{"status": "active", "left": {"amount": 2000, "currency": "EUR"}}',
    'no more is told'
)
from card;

select throws_ok(
    format('select api.check_gift_card(%L, %L)', given.tenant_id('alder'), '2222-2222-2222-2222'),
    'KN170', null, 'a code that is none of theirs'
);

select throws_ok(
    format('select api.check_gift_card(%L, %L)', given.tenant_id('alder'), '2222-2222-2222-2223'),
    'KV170', null, 'no code at all'
);

select * from finish();
rollback;
