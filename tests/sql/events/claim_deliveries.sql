-- api.claim_deliveries: a fair share of what is due, each for one worker at a time.

begin;
select plan(17);

select given.tenant('alder'), given.tenant('birch');
select given.webhook(slug, '{nothing.at_all}', '01900000-0000-7000-8000-000000000001')
from data.directory;

-- Something to deliver: of one thing (p_key) after another.
create function pg_temp.queue(
    p_slug text, p_kind text, p_key integer, p_due_at timestamptz default now()
) returns void
    language plpgsql security definer
as $$
begin
    perform private.queue_deliveries(given.tenant_id(p_slug), array[row(
        'webhook', '01900000-0000-7000-8000-000000000001',
        format('01900000-0000-7000-8000-%s', lpad(p_key::text, 12, '0')), null, p_kind, null,
        p_due_at
    )::private.wanted]);
end;
$$;

create function pg_temp.claimed(p_limit integer default 100) returns text
    language sql
as $$
    select string_agg(c.value ->> 'kind', ' ' order by c.value ->> 'kind')
    from jsonb_array_elements(api.claim_deliveries(
        null, '01900000-0000-7000-8000-00000000000a', p_limit
    ) -> 'items') as c
$$;

create function pg_temp.settle(p_kind text, p_outcome text) returns void
    language sql security definer
as $$
    select api.settle_deliveries(null, '01900000-0000-7000-8000-00000000000a', jsonb_agg(
        jsonb_build_object('tenant_id', tenant_id, 'id', delivery_id, 'outcome', p_outcome)
    ))
    from data.deliveries where kind = p_kind and status = 'pending'
$$;

select given.acting_for('alder', 'owner');
select throws_ok($$ select pg_temp.claimed() $$, '42501', null, 'nobody has it for a job');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.claimed() $$, '42501', null, 'and guests even less');

select given.acting_for('alder', 'worker');
select pg_temp.queue('alder', 'a1', 1), pg_temp.queue('alder', 'a2', 1),
    pg_temp.queue('alder', 'b1', 2);
select is(pg_temp.claimed(), 'a1 b1', 'of one thing the first comes first');
select is(pg_temp.claimed(), null, 'and what somebody has nobody else gets');
select pg_temp.settle('a1', 'delivered');
select is(pg_temp.claimed(), 'a2', 'then the next');
select pg_temp.settle('a2', 'delivered'), pg_temp.settle('b1', 'delivered');
select is(pg_temp.claimed(), null, 'what is delivered is over');

select pg_temp.queue('alder', 'later', 3, now() + interval '1 hour');
select is(pg_temp.claimed(), null, 'what is not due is not handed out');

select pg_temp.queue('alder', 'c' || n, 10 + n) from generate_series(1, 9) as n;
select pg_temp.queue('birch', 'd1', 1);
select is(
    pg_temp.claimed(4), 'c1 c2 d1', 'a business with much to deliver does not keep others waiting'
);

select given.nobody();
update data.deliveries set due_at = now() where kind = 'c1';
update data.queues set due_at = now();
select given.acting_for('alder', 'worker');
select matches(pg_temp.claimed(), 'c1.* c3', 'what a worker has not settled in time is taken over');

select given.nobody();
update data.queues set due_at = now(), max_in_flight = 10;
select given.acting_for('alder', 'worker');
select pg_temp.queue('alder', 'e1', 30), pg_temp.queue('alder', 'e2', 31);
select is(pg_temp.claimed(), 'e1', 'no more of a queue than may be under way at a time');
select pg_temp.settle('e1', 'delivered');
select is(pg_temp.claimed(), 'e2', 'until one of them is over');
select given.nobody();
select is(
    (select max(attempts) from data.deliveries where kind = 'c1'), 2, 'attempts are counted'
);

-- A worker that has little room.
update data.deliveries set status = 'discarded', settled_at = now() where status = 'pending';
create function pg_temp.claimed_with(
    p_room jsonb, p_each integer default 100, p_passed_over jsonb default '[]'
) returns text
    language sql
as $$
    select string_agg(c.value ->> 'kind', ' ' order by c.value ->> 'kind')
    from jsonb_array_elements(api.claim_deliveries(
        null, '01900000-0000-7000-8000-00000000000a',
        p_room => p_room, p_each => p_each, p_passed_over => p_passed_over
    ) -> 'items') as c
$$;

select given.acting_for('alder', 'worker');
select pg_temp.queue('alder', 'f' || n, 40 + n) from generate_series(1, 6) as n;
select pg_temp.queue('birch', 'g' || n, 40 + n) from generate_series(1, 6) as n;
select is(pg_temp.claimed_with('{"email": 9}'), null, 'a channel without room is left alone');
select is(
    pg_temp.claimed_with('{"webhook": 9}', p_passed_over => jsonb_build_array(
        given.tenant_id('alder'), given.tenant_id('birch')
    )), null, 'and so are businesses that have their share'
);
select is(
    pg_temp.claimed_with('{"webhook": 2}'), 'f1 g1', 'the room of a channel is for all businesses'
);
select given.nobody();
update data.queues set due_at = now();
select given.acting_for('alder', 'worker');
select is(
    pg_temp.claimed_with('{"webhook": 9}', 3), 'f2 f3 f4 g2 g3 g4', 'each has so many at most'
);
select given.nobody();
update data.queues set due_at = now();
select given.acting_for('alder', 'worker');
select is(
    pg_temp.claimed_with(
        '{"webhook": 9}', p_passed_over => jsonb_build_array(given.tenant_id('alder'))
    ), 'g5 g6', 'others are served while one is passed over'
);

select * from finish();
rollback;
