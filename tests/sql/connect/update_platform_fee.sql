-- api.update_platform_fee: what the platform takes of a business, and who may say so.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');
select given.payment_account('alder');
update data.platform_settings set fee_basis_points = 100;

select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select is(
    api.get_platform_fee(null, given.tenant_id('alder')) - 'tenant',
    '{"is_own": false, "fee_basis_points": 100}', 'what is taken of everybody'
);
select is(
    api.update_platform_fee(null, given.tenant_id('alder'), 250) - 'tenant',
    '{"is_own": true, "fee_basis_points": 250}', 'or what was agreed'
);
reset role;
select is(
    private.application_fee(a, 4010), 100::bigint, 'of which a payment''s share is rounded half up'
)
from data.payment_accounts as a;
select is(
    (
        select after ->> 'fee_basis_points' from data.history
        where table_name = 'payment_accounts' and operation = 'update'
    ),
    '250', 'it is in the history'
);
select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select is(
    api.update_platform_fee(null, given.tenant_id('alder'), p_clear => '["fee_basis_points"]')
    -> 'fee_basis_points',
    '100', 'until nothing is agreed any more'
);
select throws_ok(
    $$ select api.update_platform_fee(null, given.tenant_id('birch'), 100) $$, 'KN140', null,
    'of who has an account'
);
select throws_ok(
    $$ select api.update_platform_fee(null, uuidv7(), 100) $$, 'KN001', null, 'and exists'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.update_platform_fee(null, given.tenant_id('alder'), 0) $$, 'KF001', null,
    'by who runs the platform'
);

select * from finish();
rollback;
