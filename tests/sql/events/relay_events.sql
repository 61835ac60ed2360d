-- api.relay_events: what has happened gets its place, once, and listeners are told.

begin;
select plan(8);

select given.tenant('alder'), given.tenant('birch');

create function pg_temp.numbers(p_slug text) returns bigint[]
    language sql
    return array(
        select e.sequence from data.events as e
        where e.tenant_id = given.tenant_id(p_slug) order by e.event_id
    );

create function pg_temp.count(p_slug text) returns jsonb
    language sql security definer
    return (
        select to_jsonb(count(*)) from data.events where tenant_id = given.tenant_id(p_slug)
    );

select given.acting_for('alder', 'owner');
select throws_ok($$ select api.relay_events(null) $$, '42501', null, 'nobody has it for a job');
select given.acting_for('alder');
select throws_ok($$ select api.relay_events(null) $$, '42501', null, 'and guests even less');
select given.acting_for('alder', 'worker');

select is(
    api.relay_events(null) -> 'published' -> given.tenant_id('birch')::text,
    pg_temp.count('birch'), 'it says how far each business is published'
);
select given.nobody();
select is(
    pg_temp.numbers('alder'),
    array(select generate_series(1, cardinality(pg_temp.numbers('alder')))::bigint),
    'the events of a business are numbered from 1, in the order in which they happened'
);
select given.acting_for('alder', 'worker');
select is(
    api.relay_events(null), '{"queued": 0, "published": {}}',
    'what is published is not published again'
);

select given.nobody();
select given.resource('alder', 'Ann'), given.resource('alder', 'Bea');
select given.acting_for('alder', 'worker');
select lives_ok($$ select api.relay_events(null, 1) $$, 'only so many at a time');
select given.nobody();
select isnt(
    (select count(*) from data.events
    where tenant_id = given.tenant_id('alder') and sequence is null),
    0::bigint, 'the others are left for the next time'
);
select is(
    (select h.sequence from data.event_heads as h where h.tenant_id = given.tenant_id('alder')),
    (select max(e.sequence) from data.events as e where e.tenant_id = given.tenant_id('alder')),
    'and the head says how far it went'
);

select * from finish();
rollback;
