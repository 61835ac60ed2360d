-- api.create_package: who runs the business says what is sold.

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
        'select api.create_package(%L, %L, 10, %L)',
        given.tenant_id('alder'),
        'Ten',
        '{"amount": 40000, "currency": "EUR"}'
    )),
    'guest KA001, staff KF001, manager done, owner done',
    'owners and managers'
);

select throws_ok(
    format(
        'select api.create_package(%L, %L, 10, %L)',
        given.tenant_id('alder'),
        'Ten',
        '{"amount": 9, "currency": "EUR"}'
    ),
    '23514', null, 'a session costs something'
);

select throws_ok(
    format(
        'select api.create_package(%L, %L, 10, %L, p_service_ids => %L)',
        given.tenant_id('alder'),
        'Ten',
        '{"amount": 4000, "currency": "EUR"}',
        jsonb_build_array(gen_random_uuid())
    ),
    'KV173', null, 'for what there is'
);

select * from finish();
rollback;
