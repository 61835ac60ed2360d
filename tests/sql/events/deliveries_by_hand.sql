-- Deliveries looked after: listed, tried again, given up, told once more; and what waits.

begin;
select plan(29);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.resource('alder', 'Bea');
select set_config('request.claims', jsonb_build_object(
    'tenant_id', given.tenant_id('alder'), 'role', 'worker'
)::text, true);
select private.publish_events(given.tenant_id('alder'), 1000);

-- Deliveries of the events 1 to 3 to one target, each of a thing of its own, and one of no event.
create function pg_temp.target() returns uuid
    language sql
    return '01900000-0000-7000-8000-000000000001'::uuid;

create function pg_temp.id(p_kind text) returns uuid
    language sql security definer
    return (
        select delivery_id from data.deliveries
        where kind = p_kind order by delivery_id desc limit 1
    );

create function pg_temp.kinds(p_answer jsonb) returns text
    language sql
    return (
        select string_agg(i.value ->> 'kind', ' ' order by i.ordinality)
        from jsonb_array_elements(p_answer -> 'items') with ordinality as i
    );

create function pg_temp.claimed() returns text
    language sql
    as $$
        select string_agg(c.value ->> 'kind', ' ' order by c.value ->> 'kind')
        from jsonb_array_elements(api.claim_deliveries(
            null, '01900000-0000-7000-8000-00000000000a'
        ) -> 'items') as c
    $$;

create function pg_temp.settle(p_kind text, p_outcome text) returns void
    language sql security definer
as $$
    select api.settle_deliveries(null, '01900000-0000-7000-8000-00000000000a', jsonb_build_array(
        jsonb_build_object(
            'tenant_id', given.tenant_id('alder'), 'id', pg_temp.id(p_kind),
            'outcome', p_outcome, 'error', 'No.'
        )
    ));
$$;

select private.queue_deliveries(given.tenant_id('alder'), array(
    select row(
        'calendar', pg_temp.target(), e.event_id, e.event_id, 'e' || e.sequence, null, now()
    )::private.wanted
    from data.events as e
    where e.tenant_id = given.tenant_id('alder') and e.sequence <= 3
    order by e.sequence
));
select private.queue_message(given.tenant_id('alder'), 'ping', 'olga@alder.test', 'en');
update data.messages set queued_at = now();
select private.queue_deliveries(given.tenant_id('alder'), array(
    select row(
        'email', given.tenant_id('alder'), pg_temp.target(), null, 'ping',
        jsonb_build_object('message_id', m.message_id), now()
    )::private.wanted
    from data.messages as m
));

select given.acting_for('alder', 'owner');
select is(
    pg_temp.kinds(api.list_deliveries(given.tenant_id('alder'))), 'ping e3 e2 e1',
    'the newest first'
);
select is(
    pg_temp.kinds(api.list_deliveries(given.tenant_id('alder'), p_limit => 1, p_cursor => (
        api.list_deliveries(given.tenant_id('alder'), p_limit => 2) ->> 'next_cursor'
    ))), 'e2', 'in pages'
);
select is(
    pg_temp.kinds(api.list_deliveries(given.tenant_id('alder'), p_channel => 'email')), 'ping',
    'of a channel'
);
select is(
    pg_temp.kinds(api.list_deliveries(
        given.tenant_id('alder'), p_channel => 'calendar', p_target_id => pg_temp.target(),
        p_status => 'pending'
    )), 'e3 e2 e1', 'of a target'
);
select is(
    pg_temp.kinds(api.list_deliveries(given.tenant_id('alder'), p_event_id => (
        api.get_delivery(given.tenant_id('alder'), pg_temp.id('e2')) ->> 'event_id'
    )::uuid)), 'e2', 'of an event'
);
select is(
    pg_temp.kinds(api.list_deliveries(given.tenant_id('alder'), p_status => 'dead')), null,
    'of what is dead'
);

select given.acting_for('alder', 'worker');
select is(pg_temp.claimed(), 'e1 e2 e3 ping', 'a worker has them');
select given.acting_for('alder', 'owner');
select is(
    api.get_delivery(given.tenant_id('alder'), pg_temp.id('e1')) -> 'is_under_way', 'true',
    'which can be seen'
);
select throws_ok(
    $$ select api.retry_delivery(given.tenant_id('alder'), pg_temp.id('e1')) $$, 'KC501', null,
    'what somebody is at cannot be tried again'
);
select throws_ok(
    $$ select api.discard_delivery(given.tenant_id('alder'), pg_temp.id('e1')) $$, 'KC501', null,
    'nor be given up'
);

select given.acting_for('alder', 'worker');
select pg_temp.settle('e1', 'delivered'), pg_temp.settle('e2', 'gone'),
    pg_temp.settle('e3', 'failed');
select given.acting_for('alder', 'owner');
select is(
    pg_temp.kinds(api.list_deliveries(given.tenant_id('alder'), p_status => 'dead')), 'e2', 'dead'
);
select throws_ok(
    $$ select api.retry_delivery(given.tenant_id('alder'), pg_temp.id('e1')) $$, 'KC500', null,
    'what was delivered is over'
);
select throws_ok(
    $$ select api.discard_delivery(given.tenant_id('alder'), pg_temp.id('e1')) $$, 'KC500', null,
    'whoever would like it not to be'
);
select throws_ok(
    $$ select api.get_delivery(given.tenant_id('alder'), uuidv7()) $$, 'KN500', null,
    'there is none of that id'
);
select given.nobody();
select results_eq(
    $$
        select channel, kind, waiting, under_way, retrying, later, dead
        from data.backlog
        where tenant_id = given.tenant_id('alder') and channel <> 'relay'
        order by 1, 2
    $$,
    $$ values
        ('calendar', 'e2', 0::bigint, 0::bigint, 0::bigint, 0::bigint, 1::bigint),
        ('calendar', 'e3', 0, 0, 1, 0, 0),
        ('email', 'ping', 0, 1, 0, 0, 0)
    $$,
    'the backlog says what waits for what'
);

select given.acting_for('alder', 'owner');
select is(
    (api.retry_delivery(given.tenant_id('alder'), pg_temp.id('e2'))
        - '{id,event_id,target_id,created_at,due_at,data,channel}'::text[]),
    '{"kind": "e2", "status": "pending", "is_under_way": false, "attempts": 0, "last_error": "No.",
        "response": null, "settled_at": null}',
    'what is dead begins anew'
);
select is(
    api.retry_delivery(given.tenant_id('alder'), pg_temp.id('e3')) ->> 'attempts', '1',
    'what waits for its next attempt goes on'
);
select given.acting_for('alder', 'worker');
select is(pg_temp.claimed(), 'e2 e3', 'both are tried now');
select pg_temp.settle('e2', 'gone'), pg_temp.settle('e3', 'failed');
select given.acting_for('alder', 'owner');
select is(
    api.discard_delivery(given.tenant_id('alder'), pg_temp.id('e3')) ->> 'status', 'discarded',
    'what waits can be given up'
);
select is(
    api.discard_delivery(given.tenant_id('alder'), pg_temp.id('e2')) ->> 'last_error', 'No.',
    'and what is dead, and why is remembered'
);

-- Of one thing: what waits behind a delivery that is given up is next.
select given.nobody();
select private.queue_deliveries(given.tenant_id('alder'), array(
    select row(
        'calendar', pg_temp.target(), pg_temp.target(), null, 'f' || n, null, now()
    )::private.wanted
    from generate_series(1, 2) as n
));
select given.acting_for('alder', 'worker');
select is(pg_temp.claimed(), 'f1', 'the first');
select pg_temp.settle('f1', 'failed');
select is(pg_temp.claimed(), null, 'which failed, so the second waits');
select given.acting_for('alder', 'owner');
select api.discard_delivery(given.tenant_id('alder'), pg_temp.id('f1'));
select given.acting_for('alder', 'worker');
select is(pg_temp.claimed(), 'f2', 'until it is given up');

-- Once more.
select given.acting_for('alder', 'owner');
select is(
    api.replay_deliveries(given.tenant_id('alder'), 'calendar', pg_temp.target(), 1, 2),
    '{"count": 2, "last_sequence": 2, "is_all": true}', 'events by their numbers'
);
select is(
    api.replay_deliveries(given.tenant_id('alder'), 'calendar', pg_temp.target(), 1),
    '{"count": 1, "last_sequence": 3, "is_all": true}', 'what waits already is not told twice'
);
select is(
    api.replay_deliveries(
        given.tenant_id('alder'), 'calendar', pg_temp.target(), p_to => '2020-01-01T00:00:00Z'
    ),
    '{"count": 0, "last_sequence": null, "is_all": true}', 'or by their time'
);
select throws_ok(
    $$
        select api.replay_deliveries(
            given.tenant_id('alder'), 'calendar', pg_temp.target(), 3, 2
        )
    $$,
    'KV500', null, 'from the first to the last'
);
select given.acting_for('alder', 'worker');
select is(pg_temp.claimed(), 'e1 e2 e3', 'they are told once more');

select given.acting_for('alder', 'staff');
select throws_ok(
    $$ select api.list_deliveries(given.tenant_id('alder')) $$, 'KF001', null,
    'owners and managers look after them'
);

select * from finish();
rollback;
