-- api.get_wallet: what somebody has: for staff, and for whoever has its token.

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

create temporary table tokens as
select
    jsonb_build_object(
        'manage_token',
        private.manage_token(given.tenant_id('alder'), given.customer_id('alder', 'Zoe'))
    ) as wallet,
    jsonb_build_object(
        'manage_token', private.manage_token(given.tenant_id('alder'), booking_id)
    ) as booking
from made;
grant select on tokens to public;

select is(
    given.outcomes('alder', format(
        'select api.get_wallet(%L, %L)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe')
    )),
    'guest KF170, staff done, manager done, owner done',
    'who works there'
);

select given.acting_for('alder', 'guest', null, wallet) from tokens;

select is(
    api.get_wallet(
        given.tenant_id('alder'), given.customer_id('alder', 'Zoe')
    ) -> 'credit' ->> 'amount',
    '0',
    'whoever has its token'
);

select given.acting_for('alder', 'guest', null, booking) from tokens;

select throws_ok(
    format(
        'select api.get_wallet(%L, %L)',
        given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe')
    ),
    'KF170', null, 'that of a booking is none: anybody books in any name'
);

select * from finish();
rollback;
