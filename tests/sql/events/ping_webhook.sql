-- api.ping_webhook: something to try it with, at once and once.

begin;
select plan(9);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{nothing.at_all}', '01900000-0000-7000-8000-000000000001');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');

create function pg_temp.ping(p_last integer default 1) returns jsonb
    language sql
    return api.ping_webhook(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid
    );

create function pg_temp.claim() returns jsonb
    language sql
    return api.claim_deliveries(null, '01900000-0000-7000-8000-00000000000a') -> 'items';

select is(
    given.outcomes('alder', $$ select pg_temp.ping() $$),
    'guest KA001, staff KF001, manager done, owner KC520',
    'a manager may, and the owner, one at a time'
);
select is(
    given.outcome('select pg_temp.ping(2)'), 'KN520', 'another business''s does not exist'
);

select given.nobody();
update data.endpoints set disabled_at = now(), disabled_reason = 'by_hand';
select given.acting_for('alder', 'worker');
create temporary table claimed as select pg_temp.claim() -> 0 as task;
select is(
    (select task #>> '{details,body,type}' from claimed), 'webhook.ping',
    'it is sent to one that is disabled as well'
);
select is(
    (select task #>> '{details,webhook_id}' from claimed), (select task ->> 'id' from claimed),
    'it is known by the delivery, since there is no event'
);
select is(
    (select task #>> '{details,body,data,subject_id}' from claimed),
    '01900000-0000-7000-8000-000000000001', 'and is about the webhook'
);
select api.settle_deliveries(
    null, '01900000-0000-7000-8000-00000000000a',
    jsonb_build_array(jsonb_build_object(
        'tenant_id', task -> 'tenant_id', 'id', task -> 'id', 'outcome', 'failed',
        'error', 'It answered 500.', 'response', '{"status": 500}'::jsonb
    ))
) from claimed;
select given.nobody();
select is(
    (select concat_ws(' ', status, last_error, response ->> 'status') from data.deliveries),
    'dead It answered 500. 500', 'it is tried once'
);
select is(
    (
        select failing_since from data.queues
        where target_id = '01900000-0000-7000-8000-000000000001'
    ),
    null, 'that it failed does not count'
);

select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
create temporary table pinged as select pg_temp.ping() as first, pg_temp.ping() as second;
select is(
    (select first from pinged), (select second from pinged), 'the same request is the same ping'
);
select is((select first ->> 'status' from pinged), 'pending', 'which is under way');

select * from finish();
rollback;
