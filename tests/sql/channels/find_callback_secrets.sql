-- api.find_callback_secrets: what WhatsApp and Twilio are known by.

begin;
select plan(5);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Max', 'manager'),
    given.member('alder', 'Sam', 'staff');
insert into data.whatsapp_accounts (
    tenant_id, phone_number_id, access_token, app_secret, verify_token
)
values (given.tenant_id('alder'), '12345', 'sealed token', 'sealed secret', 'shown');
insert into data.sms_accounts (tenant_id, account_sid, auth_token, sender)
values (given.tenant_id('alder'), 'AC' || repeat('0', 32), 'sealed', 'Alder');

create function pg_temp.secrets(p_slug text, p_channel text) returns jsonb
    language sql
    return api.find_callback_secrets(given.tenant_id(p_slug), p_channel);

select is(
    given.outcomes('alder', 'select pg_temp.secrets(''alder'', ''sms'')'),
    'guest KA001, staff KF001, manager KF001, owner KF001', 'no person asks'
);
select given.acting_for('alder', 'carrier');
select is(
    pg_temp.secrets('alder', 'whatsapp'),
    '{"secret": "sealed secret", "verify_token": "shown", "is_own": true}',
    'WhatsApp signs with the secret of the app'
);
select given.acting_for('alder', 'carrier');
select is(
    pg_temp.secrets('alder', 'sms'),
    '{"secret": "sealed", "verify_token": null, "is_own": true}',
    'Twilio with the token of the account'
);
select given.acting_for('alder', 'carrier');
select is(
    pg_temp.secrets('birch', 'sms') ->> 'secret', null, 'and not with that of another business'
);
select given.acting_for('birch', 'carrier');
select is(
    pg_temp.secrets('birch', 'whatsapp'),
    '{"secret": null, "verify_token": null, "is_own": false}',
    'who has no account uses that of the platform'
);

select * from finish();
rollback;
