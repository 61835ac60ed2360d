-- api.list_webhook_deliveries: what was sent, and what came of it.

begin;
select plan(6);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');

create function pg_temp.list(p_last integer default 1, p_cursor text default null) returns jsonb
    language sql
    return api.list_webhook_deliveries(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid,
        1, p_cursor
    );

select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome('select pg_temp.list(2)'), 'KN520', 'another business''s does not exist'
);
select api.ping_webhook(given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001');
select given.nobody();
update data.deliveries
set
    status = 'dead', settled_at = now(), attempts = 14, last_error = 'It answered 500.',
    response = '{"status": 500, "duration_ms": 12, "body": "Oops"}';
select given.acting_for('alder', 'owner', 'Olga');
select is(
    (pg_temp.list() #> '{items,0}') - 'id' - 'created_at' - 'settled_at',
    '{
        "event_id": null, "type": "webhook.ping", "status": "dead", "attempts": 14,
        "next_attempt_at": null, "response_status": 500, "response_excerpt": "Oops",
        "duration_ms": 12, "error": "It answered 500."
    }'::jsonb,
    'it says what came of it'
);
select api.ping_webhook(given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001');
select is(pg_temp.list() #>> '{items,0,status}', 'pending', 'the newest comes first');
select isnt(
    pg_temp.list() #>> '{items,0,next_attempt_at}', null, 'with the time of the next attempt'
);
select is(
    pg_temp.list(1, pg_temp.list() ->> 'next_cursor') #>> '{items,0,status}', 'dead',
    'and then what was before'
);
select is(
    given.outcomes('alder', $$ select pg_temp.list() $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);

select * from finish();
rollback;
