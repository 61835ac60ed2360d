-- private.queue_messages: the relay makes a delivery of each e-mail that has none.

begin;
select plan(11);

select given.tenant('alder'), given.tenant('birch');
select private.queue_message(null, 'sign_in', 'Ann@X.test', 'en', '{"name": "Ann"}');
select private.queue_message(given.tenant_id('alder'), 'invitation', 'bob@x.test', 'it');
insert into data.messages (kind, recipient, locale, queued_at)
values ('earlier', 'ann@x.test', 'en', now());

create function pg_temp.queued() returns text
    language sql security definer
as $$
    select string_agg(
        format('%s %s', d.kind, d.target_id = d.tenant_id), ', ' order by d.kind
    )
    from data.deliveries as d
    join data.messages as m on m.message_id = (d.data ->> 'message_id')::uuid
    where
        d.channel = 'email' and m.queued_at is not null
        and d.tenant_id = coalesce(m.tenant_id, '00000000-0000-0000-0000-000000000000');
$$;

create function pg_temp.claimed() returns jsonb
    language sql
as $$
    select jsonb_agg(item -> 'details' order by item ->> 'kind')
    from jsonb_array_elements(api.claim_deliveries(
        null, '01900000-0000-7000-8000-00000000000a'
    ) -> 'items') as item;
$$;

select given.acting_for(null, 'worker');
select is(
    api.relay_events(given.tenant_id('birch')) -> 'queued', '0', 'for one business, only its own'
);
select is(api.relay_events(null, 1) -> 'queued', '2', 'so many at most, of each');
select is(api.relay_events(null) -> 'queued', '0', 'once');
select is(pg_temp.queued(), 'invitation t, sign_in t', 'each a delivery of whose it is');
select is(
    pg_temp.claimed(),
    '[
        {"recipient": "bob@x.test", "locale": "it", "link_id": null, "words": {}},
        {"recipient": "ann@x.test", "locale": "en", "link_id": null, "words": {"name": "Ann"}}
    ]',
    'as it was written'
);
select is(pg_temp.claimed(), null, 'each for one worker');

select given.nobody();
update data.deliveries set due_at = now() - interval '1 second';
update data.queues set due_at = now();
delete from data.messages where kind = 'sign_in';
select given.acting_for(null, 'worker');
select is(
    jsonb_array_length(pg_temp.claimed()), 1, 'what was forgotten meanwhile is not handed out'
);
select given.nobody();
select is(
    (select status from data.deliveries where kind = 'sign_in'), 'skipped', 'it is over'
);


-- Links, of a business and of nobody.
create temporary table links as
select
    t.id as tenant_id,
    private.make_link(
        'sign_in', 'ann@x.test', make_interval(mins => s.minutes), null, t.id
    ) as link_id,
    s.kind
from (values (null::uuid), (given.tenant_id('alder'))) as t (id)
cross join (values ('good', 15), ('late', -1), ('followed', 15)) as s (kind, minutes);
update data.one_time_links set used_at = now()
where link_id in (select link_id from links where kind = 'followed');
select private.queue_message(tenant_id, kind, 'ann@x.test', 'en', '{}', link_id) from links;
delete from data.deliveries;
select given.acting_for(null, 'worker');
select is(api.relay_events(null) -> 'queued', '6', 'those with links are queued, too');
select is(
    jsonb_array_length(pg_temp.claimed()), 2, 'what leads nowhere any more is not handed out'
);

select given.acting_for('alder', 'owner');
reset role;
set local role holdfast_api;
select throws_ok(
    $$ select 1 / count(*) from data.messages $$,
    '22012', null, 'nobody else sees what is written'
);

select * from finish();
rollback;
