-- api.list_gift_cards: those that were sold.

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
    given.outcomes('alder', format(
        'select api.list_gift_cards(%L)',
        given.tenant_id('alder')
    )),
    'guest KA001, staff done, manager done, owner done',
    'who works there'
);

select is(
    jsonb_array_length(api.list_gift_cards(given.tenant_id('alder')) -> 'items'),
    1,
    'one'
);

select is(
    jsonb_array_length(api.list_gift_cards(given.tenant_id('alder'), 'voided') -> 'items'),
    0,
    'none of those'
);

select * from finish();
rollback;
