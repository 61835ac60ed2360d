-- api.get_platform_settings: what holds where nothing else was agreed.

begin;
select plan(2);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');

select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select is(api.get_platform_settings(null) -> 'fee_basis_points', '0', 'at first nothing is taken');
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    'select api.get_platform_settings(null)', 'KF001', null, 'for who runs the platform'
);

select * from finish();
rollback;
