-- private.wanted_webhooks, webhook_details: who is told what.

begin;
select plan(8);

select given.tenant('alder'), given.tenant('birch');
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('alder', '{thing.made,other.*}', '01900000-0000-7000-8000-000000000002');
select given.webhook('alder', '{thing.*}', '01900000-0000-7000-8000-000000000003');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000004');
update data.endpoints set disabled_at = now(), disabled_reason = 'gone'
where endpoint_id = '01900000-0000-7000-8000-000000000003';
select given.acting_for('alder', 'worker');
select api.relay_events(null);
select given.nobody();

-- Three events, of two things.
select private.record_event(
    given.tenant_id('alder'), type, md5(subject)::uuid, 3, '{"booking_id": "b", "id": "not this"}'
)
from (values ('thing.made', 'a'), ('thing.lost', 'a'), ('other.made', 'b')) as e (type, subject);
create temporary table head as
select sequence from data.event_heads where tenant_id = given.tenant_id('alder');
select given.acting_for('alder', 'worker');
select api.relay_events(null);
select given.nobody();

select results_eq(
    $$
        select right(w.target_id::text, 1), w.kind
        from head
        cross join private.wanted_webhooks(
            given.tenant_id('alder'), head.sequence + 1, head.sequence + 3
        ) with ordinality as w
        order by w.ordinality
    $$,
    $$ values
        ('1', 'thing.made'), ('2', 'thing.made'), ('1', 'thing.lost'), ('1', 'other.made'),
        ('2', 'other.made')
    $$,
    'whoever is told of a type, a subject or everything, and is not disabled, event by event'
);
select is(
    (select count(*) from data.deliveries where kind ~ '^(thing|other)'), 5::bigint,
    'they are queued, and for nobody else'
);
select is(
    (
        select count(distinct order_key) from data.deliveries
        where kind ~ '^(thing|other)' and target_id = '01900000-0000-7000-8000-000000000001'
    ),
    2::bigint, 'what concerns one thing is told in its order'
);

create function pg_temp.details(p_kind text) returns jsonb
    language sql
    return private.webhook_details((
        select d from data.deliveries as d
        where d.kind = p_kind and d.target_id = '01900000-0000-7000-8000-000000000001'
    ));

select is(
    pg_temp.details('thing.made') #- '{body,timestamp}',
    (
        select jsonb_build_object(
            'url', 'https://alder.test/hooks',
            'secrets', jsonb_build_array('sealed'),
            'webhook_id', e.event_id,
            'body', jsonb_build_object('type', 'thing.made', 'data', jsonb_build_object(
                'id', e.event_id, 'sequence', e.sequence, 'subject_id', e.subject_id,
                'version', 3, 'tenant', e.tenant_id, 'booking_id', 'b'
            ))
        )
        from data.events as e where e.type = 'thing.made'
    ),
    'it says what happened, and its own id, whatever the event calls so'
);
select matches(
    pg_temp.details('thing.made') #>> '{body,timestamp}', '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$',
    'and when'
);
select is(
    private.delivery_details((
        select d from data.deliveries as d
        where d.kind = 'thing.lost' and d.target_id = '01900000-0000-7000-8000-000000000001'
    )),
    pg_temp.details('thing.lost'), 'that is what the worker is told'
);
update data.endpoints set disabled_at = now(), disabled_reason = 'gone';
select is(
    pg_temp.details('thing.made'), '{"skipped": "The webhook is disabled."}',
    'one that is disabled meanwhile is told nothing'
);
delete from data.endpoints;
select is(
    pg_temp.details('thing.made'), '{"skipped": "The webhook was deleted."}',
    'nor is one that is deleted'
);

select * from finish();
rollback;
