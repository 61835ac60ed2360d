-- api.discard_delivery: what is dead, or waits, is given up; and what waited for it is next.

begin;
select plan(13);

select given.deliveries('alder');
select given.tenant('birch');
select given.member('birch', 'Bea', 'owner');

create function pg_temp.discard(p_kind text, p_slug text default 'alder') returns jsonb
    language sql
    return api.discard_delivery(given.tenant_id(p_slug), given.delivery_id(p_kind));

select is(
    given.outcomes('alder', $$ select pg_temp.discard('ping') $$),
    'guest KA001, staff KF001, manager done, owner KC500',
    'owners and managers give up, and nothing twice'
);
select is(given.claimed('alder'), 'e1 e2 e3', 'it is not made; the others are');
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome($$ select pg_temp.discard('e1') $$), 'KC501',
    'what somebody is at cannot be given up'
);

select given.settled('alder', 'e1', 'delivered'), given.settled('alder', 'e2', 'gone'),
    given.settled('alder', 'e3', 'failed');
select given.acting_for('birch', 'owner', 'Bea');
select is(
    given.outcome($$ select pg_temp.discard('e3', 'birch') $$), 'KN500',
    'that of another business does not exist'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(given.outcome($$ select pg_temp.discard('e1') $$), 'KC500', 'what was delivered is over');
select is(pg_temp.discard('e3') ->> 'status', 'discarded', 'what waits can be given up');

select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
create temporary table first_answer as select pg_temp.discard('e2') as answer;
grant select on first_answer to public;
select is(
    (select answer ->> 'last_error' from first_answer), 'No.',
    'and what is dead, and why is remembered'
);
select is(
    pg_temp.discard('e2'), (select answer from first_answer),
    'the same request has the same answer, though it is over'
);
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "i"}');
select is(
    given.outcome($$ select pg_temp.discard('e2') $$), 'KV003', 'another with its key has none'
);

-- Of one thing: what waits behind a delivery that is given up is next.
select given.nobody();
select private.queue_deliveries(given.tenant_id('alder'), array(
    select row(
        'email', given.target_id(), given.target_id(), null, 'f' || n,
        given.message('alder'), now()
    )::private.wanted
    from generate_series(1, 2) as n
));
select is(given.claimed('alder'), 'f1', 'the first');
select given.settled('alder', 'f1', 'failed');
select is(given.claimed('alder'), null, 'which failed, so the second waits');
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.discard('f1') ->> 'attempts', '1', 'until it is given up');
select is(given.claimed('alder'), 'f2', 'and comes then');

select * from finish();
rollback;
