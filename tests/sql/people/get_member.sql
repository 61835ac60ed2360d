-- api.get_member: one who works for a business.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
select given.member('birch', 'Bea', 'owner');

select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.get_member(given.tenant_id('alder'), given.user_id('alder', 'Sam')) - 'created_at',
    jsonb_build_object(
        'user_id', given.user_id('alder', 'Sam'), 'name', 'Sam', 'email', 'sam@alder.test',
        'role', 'staff', 'resource_ids', '[]'::jsonb
    ), 'a member'
);
select throws_ok(
    $$ select api.get_member(given.tenant_id('alder'), given.user_id('birch', 'Bea')) $$,
    'KN015', null, 'whoever works elsewhere is none'
);
select throws_ok(
    $$ select api.get_member(given.tenant_id('alder'), uuidv7()) $$, 'KN015', null, 'nor is nobody'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.get_member(given.tenant_id('alder'), given.user_id('alder', 'Olga')) $$,
    'KF001', null, 'staff may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.get_member(given.tenant_id('alder'), given.user_id('alder', 'Olga')) $$,
    'KA001', null, 'nor may guests'
);

select * from finish();
rollback;
