-- api.sweep_prepaid: what is past its day is earned, once; what comes back is good again.

begin;
select plan(6);

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

select given.bought('alder', given.customer_id('alder', 'Zoe'), 3, 9000);

select given.acting_for('alder', 'owner', 'Olga');

select api.redeem(given.tenant_id('alder'), booking_id, p_use_package => true) from made;

select given.nobody();

update data.gift_cards set expires_at = now() - interval '1 second';

update data.customer_packages set expires_at = now() - interval '1 second';

select given.acting_for('alder', 'worker');

select lives_ok(
    format('select api.sweep_prepaid(%L)', given.tenant_id('alder')),
    'the worker comes'
);

select lives_ok(
    format('select api.sweep_prepaid(%L)', given.tenant_id('alder')),
    'and comes again'
);

select is(
    given.balances('alder', 'breakage', 'gift_card', 'package_value', 'package_sessions'),
    'breakage 8000',
    'what is left is earned, once'
);

select given.acting_for('alder', 'owner', 'Olga');

select api.cancel_booking(given.tenant_id('alder'), booking_id) from made;

select is(
    given.balances('alder', 'package_value', 'package_sessions'),
    'package_sessions 1, package_value 3000',
    'what comes back is there again'
);

select given.nobody();

select is(
    (select status || ' ' || (expires_at > now()) from data.customer_packages),
    'active true',
    'for a month'
);

select given.acting_for('alder', 'owner', 'Olga');

select throws_ok(
    format('select api.sweep_prepaid(%L)', given.tenant_id('alder')),
    '42501', null, 'nobody else sweeps'
);

select * from finish();
rollback;
