-- api.sell_gift_card: staff sell one that is paid on site.

begin;
select plan(5);

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
        'select api.sell_gift_card(%L, %L, %L)',
        given.tenant_id('alder'),
        '{"amount": 2000, "currency": "EUR"}',
        'cash'
    )),
    'guest KA001, staff done, manager done, owner done',
    'who works there'
);

select is(
    given.balances('alder'),
    'cash 6000, gift_card 6000',
    'three were sold'
);

select throws_ok(
    format(
        'select api.sell_gift_card(%L, %L, %L)',
        given.tenant_id('alder'),
        '{"amount": 2000, "currency": "EUR"}',
        'stripe'
    ),
    '23514', null, 'online it is bought'
);

select throws_ok(
    format(
        'select api.sell_gift_card(%L, %L, %L)',
        given.tenant_id('alder'),
        '{"amount": 999, "currency": "EUR"}',
        'cash'
    ),
    'KV171', null, 'that is too little'
);

select is(
    (
        api.sell_gift_card(
            given.tenant_id('alder'), '{"amount": 2000, "currency": "EUR"}', 'cash'
        ) ->> 'code'
    )
    ~ '^([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}$',
    true,
    'its code is shown'
);

select * from finish();
rollback;
