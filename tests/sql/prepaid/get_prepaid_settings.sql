-- api.get_prepaid_settings: anybody sees on what terms is sold.

begin;
select plan(2);

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

select is(
    given.outcomes('alder', format(
        'select api.get_prepaid_settings(%L)',
        given.tenant_id('alder')
    )),
    'guest done, staff done, manager done, owner done',
    'anybody'
);

select is(
    api.get_prepaid_settings(given.tenant_id('alder')) ->> 'gift_cards_online',
    'false',
    'not online, if nobody says so'
);

select * from finish();
rollback;
