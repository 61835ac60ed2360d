-- api.redeliver_webhook: the same again, as a delivery of its own.

begin;
select plan(10);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{location.*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('alder', '{nothing.at_all}', '01900000-0000-7000-8000-000000000003');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');
update data.locations set name = 'Elsewhere' where tenant_id = given.tenant_id('alder');
create function pg_temp.first() returns uuid
    language sql security definer
    return (
        select delivery_id from data.deliveries where channel = 'webhook'
        order by delivery_id limit 1
    );

create function pg_temp.again(p_last integer default 1) returns jsonb
    language sql
    return api.redeliver_webhook(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid,
        pg_temp.first()
    );

select given.acting_for('alder', 'worker');
select api.relay_events(given.tenant_id('alder'));
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome('select pg_temp.again()'), 'KC520', 'what is under way is not yet sent again'
);
select given.nobody();
update data.deliveries set status = 'delivered', settled_at = now();
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome('select pg_temp.again(2)'), 'KN520', 'another business''s does not exist'
);
select is(
    given.outcome('select pg_temp.again(3)'), 'KN521', 'nor what was sent to another webhook'
);
select is(
    given.outcomes('alder', $$ select pg_temp.again() $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);
select given.nobody();
select is(
    (
        select count(*) from data.deliveries as d
        join data.deliveries as f
            on f.delivery_id = pg_temp.first() and f.event_id = d.event_id
                and f.order_key = d.order_key and f.kind = d.kind
        where d.target_id = f.target_id
    ),
    3::bigint, 'it tells of the same event, in the same order'
);
select is(
    (select status from data.deliveries where delivery_id = pg_temp.first()), 'delivered',
    'the first stays in the log'
);
select is(
    (
        select count(distinct private.webhook_details(d) -> 'webhook_id') from data.deliveries as d
        where d.event_id = (
            select event_id from data.deliveries where delivery_id = pg_temp.first()
        )
    ),
    1::bigint, 'receivers know it by the same id'
);

update data.deliveries set status = 'delivered', settled_at = now();
delete from data.deliveries;
select given.acting_for('alder', 'owner', 'Olga');
select api.ping_webhook(given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001');
select given.nobody();
update data.deliveries set status = 'dead', settled_at = now();
update data.endpoints set disabled_at = now(), disabled_reason = 'gone';
select given.acting_for('alder', 'owner', 'Olga');
select is(given.outcome('select pg_temp.again()'), 'done', 'a ping can be sent again');
select given.nobody();
select is(
    (select count(distinct private.webhook_message_id(d)) from data.deliveries as d), 1::bigint,
    'with the id of the first'
);
update data.deliveries set status = 'dead', settled_at = now(), kind = 'booking.made';
select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome('select pg_temp.again()'), 'KC522', 'whoever is disabled is told nothing else'
);

select * from finish();
rollback;
