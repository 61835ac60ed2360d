-- api.replay_deliveries: a target is told once more what it was told before.

begin;
select plan(14);

select given.deliveries('alder');
select given.tenant('birch');
select given.member('birch', 'Bea', 'owner');

create function pg_temp.replay(
    p_first bigint default null, p_last bigint default null, p_slug text default 'alder'
) returns jsonb
    language sql
    return api.replay_deliveries(
        given.tenant_id(p_slug), 'email', given.target_id(), p_first, p_last
    );

select is(
    given.outcomes('alder', $$ select pg_temp.replay(1) $$),
    'guest KA001, staff KF001, manager done, owner done', 'owners and managers look after them'
);
select is(
    pg_temp.replay(1), '{"count": 0, "last_sequence": null, "is_all": true}',
    'what has not been told yet is not told once more'
);
select given.claimed('alder');
select given.settled('alder', 'e1', 'delivered'), given.settled('alder', 'e2', 'gone'),
    given.settled('alder', 'e3', 'delivered');

select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    pg_temp.replay(1, 2), '{"count": 2, "last_sequence": 2, "is_all": true}',
    'events by their numbers'
);
select is(
    pg_temp.replay(1, 2), '{"count": 2, "last_sequence": 2, "is_all": true}',
    'the same request has the same answer'
);
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "i"}');
select is(
    given.outcome($$ select pg_temp.replay(1, 3) $$), 'KV003', 'another with its key has none'
);

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.replay(1), '{"count": 1, "last_sequence": 3, "is_all": true}',
    'what waits already is not told twice'
);
select is(
    api.replay_deliveries(
        given.tenant_id('alder'), 'email', given.target_id(), p_to => '2020-01-01T00:00:00Z'
    ),
    '{"count": 0, "last_sequence": null, "is_all": true}', 'or by their time'
);
select is(
    given.outcome($$ select pg_temp.replay(3, 2) $$), 'KV500', 'from the first to the last'
);
select is(given.outcome($$ select pg_temp.replay() $$), 'KV500', 'not all there is');
select is(
    given.outcome($$
        select api.replay_deliveries(
            given.tenant_id('alder'), 'email', given.target_id(), 1,
            p_from => '2020-01-01T00:00:00Z'
        )
    $$), 'KV500', 'and not from two places at once'
);
select is(
    given.kinds(api.list_deliveries(given.tenant_id('alder'), p_channel => 'email')),
    'e3 e2 e1 e3 e2 e1', 'each is a delivery of its own, and just one'
);
select is(given.claimed('alder'), 'e1 e2 e3', 'they are told once more');

select given.acting_for('birch', 'owner', 'Bea');
select is(
    given.outcome($$ select pg_temp.replay(1, null, 'birch') $$), 'KV501',
    'another business has no such target'
);
select is(
    api.replay_deliveries(given.tenant_id('birch'), 'email', given.tenant_id('birch'), 1),
    '{"count": 0, "last_sequence": null, "is_all": true}', 'but itself'
);

select * from finish();
rollback;
