-- api.get_gift_card: a card for those who sell it, without its code.

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
        select format('select api.get_gift_card(%L, %L)', given.tenant_id('alder'), id) from cards
    )),
    'guest KA001, staff done, manager done, owner done',
    'who works there'
);

select is(
    api.get_gift_card(given.tenant_id('alder'), id) ? 'code',
    false,
    'the code is not kept'
)
from cards;

select throws_ok(
    format('select api.get_gift_card(%L, gen_random_uuid())', given.tenant_id('alder')),
    'KN170', null, 'what there is'
);

select * from finish();
rollback;
