-- api.update_programme: who runs the business says how points are earned.

begin;
select plan(4);

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
        'select api.update_programme(%L, p_enabled => true)',
        given.tenant_id('alder')
    )),
    'guest KA001, staff KF001, manager done, owner done',
    'owners and managers'
);

select throws_ok(
    format(
        'select api.update_programme(%L, p_tiers => %L)',
        given.tenant_id('alder'),
        '[{"name": "Gold"}]'
    ),
    'KV176', null, 'a tier has points'
);

select throws_ok(
    format(
        'select api.update_programme(%L, p_rates => %L)',
        given.tenant_id('alder'),
        '{}'
    ),
    'KV176', null, 'rates are a list'
);

select throws_ok(
    format(
        'select api.update_programme(%L, p_expiry_months => 0)',
        given.tenant_id('alder')
    ),
    '23514', null, 'not for nothing'
);

select * from finish();
rollback;
