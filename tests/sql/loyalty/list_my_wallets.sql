-- api.list_my_wallets: what an account has, at every business that knows its address.

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

select given.patron('Zoe');
select given.acting_as_patron('Zoe');

select is(
    api.list_my_wallets(null) -> 'items' -> 0 -> 'tenant' ->> 'slug',
    'alder',
    'where they are known'
);

select is(
    length(api.list_my_wallets(null) -> 'items' -> 0 ->> 'wallet_token'),
    64,
    'with what opens it'
);

select given.acting_for('alder');

select throws_ok(
    'select api.list_my_wallets(null)',
    'KA001', null, 'nobody who has not signed in'
);

select * from finish();
rollback;
