-- api.get_sms_account: what the owner sees of it.

begin;
select plan(2);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Max', 'manager'),
    given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes('alder', 'select api.get_sms_account(given.tenant_id(''alder''))'),
    'guest KA001, staff KF001, manager KF001, owner done', 'the owner alone'
);
select is(
    api.get_sms_account(given.tenant_id('alder')),
    jsonb_build_object(
        'account_sid', null, 'has_auth_token', false, 'sender', null, 'needs_consent', false,
        'callback_path', '/v1/callbacks/sms/' || given.tenant_id('alder')
    ),
    'at first it is the platform''s'
);

select * from finish();
rollback;
