-- api.get_whatsapp_account: what the owner sees of it.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Max', 'manager'),
    given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes('alder', 'select api.get_whatsapp_account(given.tenant_id(''alder''))'),
    'guest KA001, staff KF001, manager KF001, owner done', 'the owner alone'
);
select is(
    api.get_whatsapp_account(given.tenant_id('alder')),
    jsonb_build_object(
        'phone_number_id', null, 'has_access_token', false, 'has_app_secret', false,
        'verify_token', null, 'needs_consent', true, 'templates', '{}'::jsonb,
        'callback_path', '/v1/callbacks/whatsapp/' || given.tenant_id('alder')
    ),
    'at first it is the platform''s, and nobody is written to who has not consented'
);
select given.nobody();
insert into data.whatsapp_accounts (tenant_id) values (given.tenant_id('alder'));
select given.acting_for('alder', 'owner', 'Olga');
select matches(
    api.get_whatsapp_account(given.tenant_id('alder')) ->> 'verify_token', '^[0-9a-f]{32}$',
    'then there is a token to be told to WhatsApp'
);

select * from finish();
rollback;
