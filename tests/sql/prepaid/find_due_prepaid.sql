-- api.find_due_prepaid: the worker is told where something is past its day, and nothing else.

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

select given.acting_for(null, 'worker');

select is(
    api.find_due_prepaid(null),
    '{"tenant_ids": []}',
    'nowhere yet'
);

select given.nobody();

update data.gift_cards set expires_at = now() - interval '1 second';

select given.acting_for(null, 'worker');

select is(
    api.find_due_prepaid(null),
    jsonb_build_object('tenant_ids', jsonb_build_array(given.tenant_id('alder'))),
    'now here'
);

select given.acting_for('alder', 'owner', 'Olga');

select throws_ok(
    'select api.find_due_prepaid(null)',
    '42501', null, 'nobody else asks'
);

select * from finish();
rollback;
