-- api.update_sms_account: with which account a business sends text messages.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Max', 'manager'),
    given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes(
        'alder',
        'select api.update_sms_account(given.tenant_id(''alder''), p_needs_consent => true)'
    ),
    'guest KA001, staff KF001, manager KF001, owner done', 'the owner says it'
);
select is(
    api.update_sms_account(
        given.tenant_id('alder'), 'AC' || repeat('0', 32), 'sealed', 'Alder'
    ) - 'callback_path',
    jsonb_build_object(
        'account_sid', 'AC' || repeat('0', 32), 'has_auth_token', true, 'sender', 'Alder',
        'needs_consent', true
    ),
    'and sees no secret again'
);
select throws_ok(
    $$ select api.update_sms_account(given.tenant_id('alder'), p_clear => '["sender"]') $$,
    '23514', null, 'half an account is none'
);
select given.nobody();
select is(
    (
        select string_agg(given.outcome(format('select %L::data.sms_sender', sender)), ' ')
        from unnest(array[
            '+15550100', 'MG' || repeat('a', 32), 'Salon 5', '12345', 'Much too long', 'Salon!'
        ]) as sender
    ),
    'done done done 23514 23514 23514', 'a sender is a number, a service or a short name'
);

select * from finish();
rollback;
