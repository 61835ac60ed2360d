-- api.delete_webhook: nobody is told any more.

begin;
select plan(7);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');

create function pg_temp.delete(p_last integer default 1) returns void
    language sql
as $$
    select api.delete_webhook(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid
    )
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome('select pg_temp.delete(2)'), 'KN520', 'another business''s does not exist'
);
select api.ping_webhook(given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001');
select is(
    given.outcomes('alder', $$ select pg_temp.delete() $$),
    'guest KA001, staff KF001, manager done, owner KN520',
    'a manager may, and the owner'
);
select given.nobody();
select is(
    (select string_agg(status, ' ') from data.deliveries), 'discarded',
    'what it was not told yet it is not told'
);
select is(
    (select count(*) from data.endpoints where tenant_id = given.tenant_id('alder')), 0::bigint,
    'it is gone'
);
select is(
    (select count(*) from data.events where type = 'webhook.deleted'), 1::bigint,
    'which is an event'
);

select is(
    (select count(*) from data.queues where tenant_id = given.tenant_id('alder')), 0::bigint,
    'and so is its queue'
);

-- Whoever deletes it by hand discards nothing.
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000003');
select given.acting_for('alder', 'owner', 'Olga');
select api.ping_webhook(given.tenant_id('alder'), '01900000-0000-7000-8000-000000000003');
select given.nobody();
delete from data.endpoints where endpoint_id = '01900000-0000-7000-8000-000000000003';
select given.acting_for('alder', 'worker');
select api.claim_deliveries(null, '01900000-0000-7000-8000-00000000000a');
select given.nobody();
select is(
    (select status from data.deliveries order by delivery_id desc limit 1), 'skipped',
    'what is in a queue is looked at, and told to nobody'
);

select * from finish();
rollback;
