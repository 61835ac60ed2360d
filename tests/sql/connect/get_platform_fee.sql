-- api.get_platform_fee: what the platform takes of a business, for who runs the platform.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');

select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select is(
    api.get_platform_fee(null, given.tenant_id('alder')),
    jsonb_build_object(
        'tenant', given.tenant_id('alder'), 'is_own', false, 'fee_basis_points', 0
    ),
    'also where there is no account yet'
);
select throws_ok(
    $$ select api.get_platform_fee(null, uuidv7()) $$, 'KN001', null, 'of a business that exists'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.get_platform_fee(null, given.tenant_id('alder')) $$, 'KF001', null,
    'by who runs the platform'
);

select * from finish();
rollback;
