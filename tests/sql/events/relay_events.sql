-- api.relay_events: what has happened gets its place, once, and listeners are told.

begin;
select plan(19);

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
    api.relay_events(null) -> 'published', '{}', 'what is published is not published again'
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

-- One business in which nothing can be told.
select given.acting_for('alder', 'worker');
select api.relay_events(null);
select given.nobody();
create or replace function private.wanted_deliveries(
    p_tenant_id uuid, p_first bigint, p_last bigint
)
returns setof private.wanted
    language plpgsql stable
as $$
begin
    if p_tenant_id = given.tenant_id('alder') then
        raise exception 'No.';
    end if;
end;
$$;
select given.resource('alder', 'Cid'), given.resource('birch', 'Cid');
select given.acting_for('alder', 'worker');
create temporary table relayed as select api.relay_events(null) as done;
select is(
    (select done -> 'failed' from relayed),
    jsonb_build_object(given.tenant_id('alder'), 'P0001: No.'),
    'where it fails it says why'
);
select is(
    (select array_agg(k::uuid) from relayed, jsonb_object_keys(done -> 'published') as k),
    array[given.tenant_id('birch')],
    'and the others are published all the same'
);
select is(
    api.relay_events(null, p_seconds => 60) -> 'published', '{}',
    'what cannot be published is waited for no longer'
);
select ok(
    (api.relay_events(
        null, p_seconds => 0.01, p_without => jsonb_build_array(given.tenant_id('alder'))
    ) -> 'failed') = '{}',
    'nor at all, if it is to be passed over'
);

-- A worker that takes what it can deliver at once.
select given.nobody();
create or replace function private.wanted_deliveries(
    p_tenant_id uuid, p_first bigint, p_last bigint
)
returns setof private.wanted
    language sql stable
as $$
    select
        'webhook', given.target_id(), e.subject_id, e.event_id, e.type::text, null::jsonb,
        null::timestamptz
    from data.events as e
    where
        e.tenant_id = p_tenant_id and e.sequence between p_first and p_last
        and e.type = 'resource.created'
    order by e.sequence
$$;
select given.acting_for('alder', 'worker');
select api.relay_events(null);
select given.nobody();
update data.deliveries set status = 'discarded', settled_at = now() where status = 'pending';
update data.queues set due_at = 'infinity';
select given.webhook('birch', '{nothing.at_all}', given.target_id());

create function pg_temp.relayed(p_room jsonb, p_passed_over jsonb default '[]') returns text
    language sql
as $$
    select string_agg(i.value ->> 'attempt', ' ')
    from jsonb_array_elements(api.relay_events(
        null, p_worker_id => '01900000-0000-7000-8000-00000000000a', p_room => p_room,
        p_passed_over => p_passed_over
    ) -> 'items') as i
$$;

create function pg_temp.pending() returns text
    language sql
    return (
        select string_agg(
            case when worker_id is null then 'free' else 'taken' end, ' ' order by delivery_id
        )
        from data.deliveries where status = 'pending'
    );

select given.resource('birch', 'Dan'), given.resource('birch', 'Eve');
select given.acting_for('birch', 'worker');
select is(pg_temp.relayed('{"webhook": 1}'), '1', 'it has as many as it has room for');
select given.nobody();
select is(pg_temp.pending(), 'taken free', 'as if it had claimed them');
select given.acting_for('birch', 'worker');
select is(
    jsonb_array_length(api.claim_deliveries(null, given.target_id()) -> 'items'), 1,
    'the others are claimed as ever'
);

select given.nobody();
select given.resource('birch', 'Fay');
select given.acting_for('birch', 'worker');
select is(
    pg_temp.relayed('{"webhook": 9}', jsonb_build_array(given.tenant_id('birch'))), null,
    'who is passed over is not served'
);
select given.nobody();
select given.resource('birch', 'Gil');
select given.acting_for('birch', 'worker');
select is(
    pg_temp.relayed('{"webhook": 9}'), null, 'nor is anything before what was due earlier'
);
select given.nobody();
update data.deliveries set status = 'discarded', settled_at = now() where status = 'pending';
update data.queues set due_at = 'infinity', max_in_flight = 1;
select given.resource('birch', 'Hal'), given.resource('birch', 'Ivo');
select given.acting_for('birch', 'worker');
select is(pg_temp.relayed('{"webhook": 9}'), '1', 'nor more than may be under way at a time');
select is(pg_temp.relayed('{"webhook": 9}'), null, 'and nothing is had twice');

select * from finish();
rollback;
