-- api.retry_delivery: what is dead, or waits for its next attempt, is tried now.

begin;
select plan(12);

select given.deliveries('alder');
select given.tenant('birch');
select given.member('birch', 'Bea', 'owner');

create function pg_temp.retry(p_kind text, p_slug text default 'alder') returns jsonb
    language sql
    return api.retry_delivery(given.tenant_id(p_slug), given.delivery_id(p_kind));

select is(
    given.outcomes('alder', $$ select pg_temp.retry('e1') $$),
    'guest KA001, staff KF001, manager done, owner done', 'owners and managers look after them'
);
select is(given.claimed('alder'), 'e1 e2 e3 ping', 'a worker has them');
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome($$ select pg_temp.retry('e1') $$), 'KC501',
    'what somebody is at cannot be tried again'
);

select given.settled('alder', 'e1', 'delivered'), given.settled('alder', 'e2', 'gone'),
    given.settled('alder', 'e3', 'failed');
select is(given.claimed('alder'), null, 'nothing is due');
select given.acting_for('alder', 'owner', 'Olga');
select is(given.outcome($$ select pg_temp.retry('e1') $$), 'KC500', 'what was delivered is over');
select is(
    pg_temp.retry('e2') - '{id,event_id,target_id,created_at,due_at,data,channel}'::text[],
    '{"kind": "e2", "status": "pending", "is_under_way": false, "attempts": 0, "last_error": "No.",
        "response": null, "settled_at": null}',
    'what is dead begins anew'
);

select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
create temporary table first_answer as select pg_temp.retry('e3') as answer;
grant select on first_answer to public;
select is(
    (select answer ->> 'attempts' from first_answer), '1',
    'what waits for its next attempt goes on'
);
select is(given.claimed('alder'), 'e2 e3', 'both are tried now');
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    pg_temp.retry('e3'), (select answer from first_answer),
    'the same request has the same answer, even while somebody is at it'
);
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "i"}');
select is(
    given.outcome($$ select pg_temp.retry('e3') $$), 'KV003', 'another with its key has none'
);

select given.acting_for('birch', 'owner', 'Bea');
select is(
    given.outcome($$ select pg_temp.retry('e2', 'birch') $$), 'KN500',
    'that of another business does not exist'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome($$ select api.retry_delivery(given.tenant_id('alder'), uuidv7()) $$), 'KN500',
    'nor does one that was never made'
);

select * from finish();
rollback;
