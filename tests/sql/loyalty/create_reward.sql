-- api.create_reward: who runs the business says what points buy.

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
        'select api.create_reward(%L, %L, %L, 100, p_percent => 10)',
        given.tenant_id('alder'),
        'Tenth',
        'percent'
    )),
    'guest KA001, staff KF001, manager done, owner done',
    'owners and managers'
);

select throws_ok(
    format(
        'select api.create_reward(%L, %L, %L, 100)',
        given.tenant_id('alder'),
        'Tenth',
        'percent'
    ),
    '23514', null, 'of how much'
);

select throws_ok(
    format(
        'select api.create_reward(%L, %L, %L, 100, p_service_id => gen_random_uuid())',
        given.tenant_id('alder'),
        'Free',
        'service'
    ),
    'KN002', null, 'of what there is'
);

select * from finish();
rollback;
