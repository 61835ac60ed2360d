-- api.update_platform_settings: what holds where nothing else was agreed.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');

select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select is(
    api.update_platform_settings(null, 150) -> 'fee_basis_points', '150', 'it is what was said'
);
select is(api.update_platform_settings(null) -> 'fee_basis_points', '150', 'and stays so');
reset role;
select is(
    (select updated_by from data.platform_settings), given.user_id('platform', 'Ada'), 'by whom'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    'select api.update_platform_settings(null, 0)', 'KF001', null, 'for who runs the platform'
);

select * from finish();
rollback;
