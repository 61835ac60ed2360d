-- private.heed_webhook: a webhook that nobody answers at is disabled, and its owners hear of it.

begin;
select plan(16);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Otto', 'owner');
select given.member('alder', 'Max', 'manager'), given.member('birch', 'Bea', 'owner');
update data.users set locale = 'da' where user_id = given.user_id('alder', 'Otto');
select given.webhook('alder', '{nothing.at_all}', '01900000-0000-7000-8000-000000000001');

-- A delivery is made, and this comes of it.
create function pg_temp.comes(
    p_outcome text,
    p_passed interval default '0',
    p_attempts integer default 1,
    p_kind text default 'thing.made'
) returns void
    language plpgsql
as $$
begin
    reset role;
    update data.queues set failing_since = failing_since - p_passed;
    perform private.queue_deliveries(given.tenant_id('alder'), array[row(
        'webhook', '01900000-0000-7000-8000-000000000001', gen_random_uuid(), null, p_kind,
        null, null
    )::private.wanted]);
    update data.deliveries set attempts = p_attempts - 1 where status = 'pending' and attempts = 0;
    perform given.acting_for('alder', 'worker');
    perform api.settle_deliveries(
        null, '01900000-0000-7000-8000-00000000000a',
        (
            select jsonb_agg(jsonb_build_object(
                'tenant_id', c.value -> 'tenant_id', 'id', c.value -> 'id', 'outcome', p_outcome,
                'error', 'Why.'
            ))
            from jsonb_array_elements(api.claim_deliveries(
                null, '01900000-0000-7000-8000-00000000000a'
            ) -> 'items') as c
        )
    );
    perform given.nobody();
end;
$$;

create function pg_temp.state() returns text
    language sql
    return (
        select concat_ws(
            ' ',
            case when q.failing_since is null then 'well' else 'failing' end,
            e.disabled_reason
        )
        from data.endpoints as e
        join data.queues as q on q.target_id = e.endpoint_id
    );

select pg_temp.comes('delivered');
select is(pg_temp.state(), 'well', 'what is taken is well');
select pg_temp.comes('failed');
select is(pg_temp.state(), 'failing', 'a failure is written down');
select pg_temp.comes('failed', interval '2 days 23 hours');
select is(pg_temp.state(), 'failing', 'for less than three days it is only that');
select pg_temp.comes('delivered');
select is(pg_temp.state(), 'well', 'whatever is taken ends it');
select pg_temp.comes('failed');
select pg_temp.comes('failed', interval '3 days');
select is(pg_temp.state(), 'failing', 'one failure does not disable what was hardly used');
select pg_temp.comes('delivered', p_kind => 'webhook.ping');
select is(pg_temp.state(), 'well', 'a ping that is taken counts');
select pg_temp.comes('failed', p_kind => 'webhook.ping');
select is(pg_temp.state(), 'well', 'one that is not does not');
select pg_temp.comes('failed', p_attempts => private.most_attempts());
select pg_temp.comes('failed', interval '2 days 23 hours', private.most_attempts());
select is(pg_temp.state(), 'failing', 'to give something up disables nothing within three days');
select pg_temp.comes('failed', interval '1 hour', private.most_attempts(), 'webhook.ping');
select is(pg_temp.state(), 'failing', 'a ping never does');
select pg_temp.comes('failed', p_attempts => private.most_attempts());
select is(pg_temp.state(), 'failing failing', 'what is given up after three days does');
select results_eq(
    $$ select recipient::text, locale::text, kind, data from data.messages order by recipient $$,
    $$
        select
            'o' || name || '@alder.test', locale, 'webhook_disabled',
            '{"url": "https://alder.test/hooks", "reason": "failing", "business": "Alder"}'::jsonb
        from (values
            ('lga', (select locale::text from data.tenants where slug = 'alder')), ('tto', 'da')
        ) as owners (name, locale)
    $$,
    'the owners are written to, each in their language, and nobody else'
);
select is(
    (select data from data.events where type = 'webhook.disabled'), '{"reason": "failing"}',
    'and it is an event'
);
select is(
    (
        select h.actor_role from data.history as h
        where h.table_name = 'endpoints' and h.after ? 'disabled_reason'
    ),
    'worker', 'which the worker did'
);
select pg_temp.comes('failed');
select is(
    (select count(*) from data.messages), 2::bigint, 'nothing is said twice'
);

delete from data.messages;
update data.deliveries set status = 'dead', settled_at = now() where status = 'pending';
update data.endpoints set disabled_at = null, disabled_reason = null;
update data.queues set failing_since = null;
select pg_temp.comes('gone');
select is(pg_temp.state(), 'failing gone', 'one that says it is gone is disabled at once');
select is(
    (select count(*) from data.messages), 2::bigint, 'and the owners hear of that too'
);

select * from finish();
rollback;
