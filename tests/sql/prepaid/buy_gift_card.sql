-- api.buy_gift_card: anybody buys one where it is sold online; it is worth something once it is
-- paid.

begin;
select plan(10);

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

select given.acting_for('alder', 'guest', null, '{"public_url": "http://localhost"}');

prepare buy as
select api.buy_gift_card(
    p_tenant_id => given.tenant_id('alder'),
    p_amount => '{"amount": 2500, "currency": "EUR"}',
    p_customer => '{"name": "Eve", "email": "eve@customers.test"}',
    p_recipient_name => 'Zoe',
    p_recipient_email => 'Zoe@customers.test',
    p_message => 'For you'
);

select throws_ok(
    'buy',
    'KC173', null, 'not here'
);

select given.nobody();

insert into data.prepaid_settings (tenant_id, gift_cards_online, gift_card_months)
values (given.tenant_id('alder'), true, 12);

select given.acting_for('alder', 'guest', null, '{"public_url": "http://localhost"}');

select lives_ok(
    'buy',
    'here it is'
);

select given.nobody();

select is(
    given.balances('alder'),
    null,
    'it is worth nothing until it is paid'
);

select is(
    given.mail('zoe@customers.test'),
    null,
    'and nobody is told'
);

select is(
    given.paid('alder', payment_id),
    'heeded',
    'it is paid'
)
from data.payments;

select is(
    given.paid('alder', payment_id),
    'heeded',
    'told twice'
)
from data.payments;

select is(
    given.balances('alder'),
    'gift_card 2500, stripe_balance 2500',
    'it is worth that, once'
);

select is(
    given.mail('zoe@customers.test'),
    'gift_card',
    'whoever it is for is told the code'
);

select is(
    (select status || coalesce(recipient_email, '') from data.gift_cards),
    'active',
    'their address is forgotten'
);

select is(
    (
        select private.code_hash(m.tenant_id, m.data ->> 'code') = g.code_hash
        from data.messages as m
        cross join data.gift_cards as g
    ),
    true,
    'the code is the one that was sent'
);

select * from finish();
rollback;
