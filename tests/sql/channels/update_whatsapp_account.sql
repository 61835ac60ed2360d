-- api.update_whatsapp_account: with which account and templates a business writes.

begin;
select plan(12);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Max', 'manager'),
    given.member('alder', 'Sam', 'staff');

create function pg_temp.update(p_templates jsonb) returns jsonb
    language sql
    return api.update_whatsapp_account(given.tenant_id('alder'), p_templates => p_templates)
    -> 'templates';

select is(
    given.outcomes('alder', 'select pg_temp.update(''{}'')'),
    'guest KA001, staff KF001, manager KF001, owner done', 'the owner says it'
);
select is(
    api.update_whatsapp_account(
        given.tenant_id('alder'), '12345', 'sealed token', 'sealed secret', false
    ) - '{verify_token,callback_path}'::text[],
    '{
        "phone_number_id": "12345", "has_access_token": true, "has_app_secret": true,
        "needs_consent": false, "templates": {}
    }',
    'and sees no secret again'
);
select throws_ok(
    $$
        select api.update_whatsapp_account(
            given.tenant_id('alder'), p_clear => '["access_token"]'
        )
    $$,
    '23514', null, 'half an account is none'
);
select is(
    api.update_whatsapp_account(
        given.tenant_id('alder'), p_clear => '["phone_number_id", "access_token", "app_secret"]'
    ) - '{verify_token,callback_path,templates,needs_consent}'::text[],
    '{"phone_number_id": null, "has_access_token": false, "has_app_secret": false}',
    'without one it is the platform''s'
);
select is(
    pg_temp.update('{"reminder": {"it": {"name": "promemoria", "language": "it"}}}'),
    '{
        "reminder": {
            "it": {
                "name": "promemoria", "language": "it",
                "parameters": ["name", "service", "business", "when"]
            }
        }
    }',
    'a template has the usual words unless it says others'
);
select throws_ok(format('select pg_temp.update(%L)', given), 'KV540', null, why)
from (values
    ('[]', 'no list'),
    ('{"birthday": {}}', 'no kind that is none'),
    ('{"reminder": {"sv": {"name": "x", "language": "sv"}}}', 'no language that is not ours'),
    ('{"reminder": {"it": {"name": "X y", "language": "it"}}}', 'no name that WhatsApp has not'),
    ('{"reminder": {"it": {"name": "x", "language": "Italian"}}}', 'nor such a language'),
    (
        '{"reminder": {"it": {"name": "x", "language": "it", "parameters": ["phone"]}}}',
        'no word that is none'
    ),
    ('{"reminder": {"it": {"name": "x", "language": "it", "header": 1}}}', 'and nothing more')
) as wrong (given, why);

select * from finish();
rollback;
