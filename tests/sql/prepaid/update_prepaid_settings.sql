-- api.update_prepaid_settings: who runs the business says on what terms.

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

select is(
    given.outcomes('alder', format(
        'select api.update_prepaid_settings(%L, p_gift_card_months => 24)',
        given.tenant_id('alder')
    )),
    'guest KA001, staff KF001, manager done, owner done',
    'owners and managers'
);

select is(
    api.update_prepaid_settings(
        given.tenant_id('alder'), p_clear => '["gift_card_months"]'
    ) ->> 'gift_card_months',
    null,
    'for ever again'
);

select throws_ok(
    format(
        'select api.update_prepaid_settings(%L, p_gift_card_months => 0)',
        given.tenant_id('alder')
    ),
    '23514', null, 'not for nothing'
);

select * from finish();
rollback;
