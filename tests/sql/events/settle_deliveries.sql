-- api.settle_deliveries: delivered, to be tried again, or given up.

begin;
select plan(13);

select given.tenant('alder');
select given.webhook('alder', '{nothing.at_all}', '01900000-0000-7000-8000-000000000001');
-- Two deliveries of one thing; a worker has the first.
create function pg_temp.begin_with(p_kind text) returns void
    language plpgsql security definer
as $$
begin
    perform private.queue_deliveries(given.tenant_id('alder'), array(
        select row(
            'webhook', '01900000-0000-7000-8000-000000000001', md5(p_kind)::uuid, null,
            p_kind || n, null, now()
        )::private.wanted
        from generate_series(1, 2) as n
    ));
    perform api.claim_deliveries(null, '01900000-0000-7000-8000-00000000000a');
end;
$$;

create function pg_temp.settle(
    p_kind text, p_result jsonb, p_worker uuid default '01900000-0000-7000-8000-00000000000a'
) returns void
    language sql security definer
as $$
    select api.settle_deliveries(null, p_worker, jsonb_agg(
        jsonb_build_object('tenant_id', tenant_id, 'id', delivery_id) || p_result
    ))
    from data.deliveries where kind = p_kind
$$;

create function pg_temp.state(p_kind text) returns text
    language sql security definer
as $$
    select concat_ws(
        ' ', status, attempts, case when worker_id is null then 'free' else 'taken' end, last_error
    )
    from data.deliveries where kind = p_kind
$$;

select given.acting_for('alder', 'worker');
select pg_temp.begin_with('a');
select is(pg_temp.state('a1'), 'pending 1 taken', 'somebody has it');
select pg_temp.settle('a1', '{"outcome": "failed", "error": "No."}', uuidv7());
select is(pg_temp.state('a1'), 'pending 1 taken', 'that it failed is for whoever has it to say');
select pg_temp.settle('a1', '{"outcome": "failed", "error": "No."}');
select is(pg_temp.state('a1'), 'pending 1 free No.', 'it is tried again');
select given.nobody();
select ok(
    (select due_at between now() + interval '5 seconds' and now() + interval '10 seconds'
    from data.deliveries where kind = 'a1'),
    'after a while'
);
select given.acting_for('alder', 'worker');
select is(
    api.claim_deliveries(null, uuidv7()) -> 'items', '[]', 'and what comes after it not before'
);
select given.nobody();
select given.acting_for('alder', 'worker');
select pg_temp.settle('a1', '{"outcome": "delivered"}', uuidv7());
select is(pg_temp.state('a1'), 'delivered 1 free', 'that it was delivered anybody may say');
select pg_temp.settle('a1', '{"outcome": "failed", "error": "No."}');
select is(pg_temp.state('a1'), 'delivered 1 free', 'and then it is over');

select pg_temp.begin_with('b');
select pg_temp.settle(
    'b1', '{"outcome": "gone", "error": "Nobody there.", "response": {"status": 410}}'
);
select is(
    pg_temp.state('b1'), 'dead 1 free Nobody there.', 'where nobody is it is not tried again'
);
select given.nobody();
select is(
    (select response from data.deliveries where kind = 'b1'), '{"status": 410}',
    'the answer is kept'
);
update data.endpoints set disabled_at = null, disabled_reason = null;

select given.acting_for('alder', 'worker');
select pg_temp.begin_with('c');
select pg_temp.settle('c1', '{"outcome": "failed", "error": "Busy.", "retry_after": 3600}');
select given.nobody();
select ok(
    (select due_at >= now() + interval '1 hour' from data.deliveries where kind = 'c1'),
    'whoever asks for patience gets it'
);

select given.acting_for('alder', 'worker');
select pg_temp.begin_with('d');
select given.nobody();
update data.deliveries set attempts = 14 where kind = 'd1';
select given.acting_for('alder', 'worker');
select pg_temp.settle('d1', '{"outcome": "failed", "error": "No."}');
select is(pg_temp.state('d1'), 'dead 14 free No.', 'after the last attempt it is dead');

select given.acting_for('alder', 'owner');
select throws_ok(
    $$ select api.settle_deliveries(null, uuidv7(), '[]') $$, '42501', null,
    'nobody has it for a job'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.settle_deliveries(null, uuidv7(), '[]') $$, '42501', null, 'and guests even less'
);

select * from finish();
rollback;
