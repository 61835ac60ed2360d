-- api.replay_deliveries: a target is told once more what it was told before.

begin;
select plan(19);

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

-- In pages.

select given.settled('alder', 'e1', 'delivered'), given.settled('alder', 'e2', 'delivered'),
    given.settled('alder', 'e3', 'delivered');
select given.nobody();
create or replace function private.most_replayed() returns integer
    language sql immutable return 2;
insert into data.deliveries (
    tenant_id, channel, target_id, order_key, event_id, kind, status, settled_at
)
select d.tenant_id, d.channel, d.target_id, d.order_key, d.event_id, kind, 'delivered', now()
from (
    select distinct tenant_id, channel, target_id, order_key, event_id
    from data.deliveries
    where channel = 'email' and kind in ('e2', 'e3')
) as d
cross join unnest('{also,too}'::text[]) as kind;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.replay(1), '{"count": 1, "last_sequence": 1, "is_all": false}',
    'an event that does not fit any more is left for the next time'
);
select is(
    pg_temp.replay(2), '{"count": 3, "last_sequence": 2, "is_all": false}',
    'one that never fits is told all the same, as a whole'
);
select is(
    pg_temp.replay(3, 3), '{"count": 3, "last_sequence": 3, "is_all": true}',
    'and is the end if it is the last that was asked for'
);
select is(
    pg_temp.replay(4), '{"count": 0, "last_sequence": null, "is_all": true}', 'that was all'
);
select given.nobody();
select is(
    (
        select string_agg(d.kind, ' ' order by d.delivery_id)
        from data.deliveries as d
        where d.channel = 'email' and d.status = 'pending'
    ),
    'e1 e2 also too e3 also too', 'each once, in the order in which they were told'
);

select * from finish();
rollback;
