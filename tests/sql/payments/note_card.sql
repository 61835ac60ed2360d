-- api.note_card and api.get_card: where a card can be given, and which there is.

begin;
select plan(5);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Sam', 'staff');
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Zoe') as two;
grant select on made to public;
select given.checkout('alder', two) from made;

create temporary table asking (card_id uuid);
grant all on asking to public;
select given.acting_with_token('alder', two) from made;
insert into asking
select (api.begin_card(given.tenant_id('alder'), two) ->> 'card_id')::uuid from made;
select throws_ok(
    $$ select api.note_card(given.tenant_id('alder'), card_id, 'cs_1',
    'https://s.test/1', 1900000000)
       from asking $$,
    'KA001', null, 'nobody says so but us'
);
select given.acting_for('alder', 'stripe');
select is(
    api.note_card(given.tenant_id('alder'), card_id, 'cs_1',
    'https://s.test/1', 1900000000) ->> 'url',
    'https://s.test/1',
    'where it can be given'
)
from asking;
select throws_ok(
    $$ select api.note_card(given.tenant_id('alder'), uuidv7(), 'cs_1', 'https://s.test/1', 1) $$,
    'KN130', null, 'if it is asked for'
);
select given.acting_with_token('alder', two) from made;
select is(
    api.begin_card(given.tenant_id('alder'), two) #>> '{session,id}', 'cs_1',
    'who asks again has the same page'
)
from made;
select throws_ok(
    $$ select api.get_card(given.tenant_id('alder'), one) from made $$, 'KN003', null,
    'the card of another is not there'
);

select * from finish();
rollback;
