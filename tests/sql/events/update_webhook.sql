-- api.update_webhook: elsewhere, or other events.

begin;
select plan(9);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');

create function pg_temp.update(
    p_url text default null, p_events jsonb default null, p_clear jsonb default '[]',
    p_last integer default 1
) returns jsonb
    language sql
    return api.update_webhook(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid,
        p_url, case when p_url is not null then 'For the till' end, p_events,
        case when p_url is not null then 7 end, p_clear
    );

select is(
    given.outcomes('alder', $$ select pg_temp.update() $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);
select is(
    given.outcome('select pg_temp.update(p_last => 2)'), 'KN520',
    'another business''s does not exist'
);
select ok(
    pg_temp.update('https://new.test/', '["booking.confirmed", "*"]') @> '{
        "url": "https://new.test/", "events": ["booking.confirmed", "*"], "max_in_flight": 7,
        "description": "For the till", "secret": null
    }'::jsonb,
    'all of it can be changed'
);
select ok(
    pg_temp.update() @> '{"url": "https://new.test/", "events": ["booking.confirmed", "*"]}'::jsonb,
    'what is not said stays'
);
select is(
    pg_temp.update(p_clear => '["description"]') -> 'description', 'null'::jsonb,
    'a description can go'
);
select is(
    given.outcome($$ select pg_temp.update('http://new.test') $$), 'KV520',
    'it is not sent in the clear'
);
select is(
    given.outcome($$ select pg_temp.update(p_events => '["x"]') $$), 'KV521', 'events are events'
);
select given.nobody();
select is(
    (
        select max_in_flight from data.queues
        where target_id = '01900000-0000-7000-8000-000000000001'
    ),
    7, 'its queue knows how much at a time'
);
select is(
    array(
        select type from data.events where type like 'webhook.%'
        and tenant_id = given.tenant_id('alder') order by event_id
    ),
    array['webhook.created'] || array_fill('webhook.updated'::text, array[2]),
    'what changes of it is an event'
);

select * from finish();
rollback;
