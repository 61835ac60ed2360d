-- api.enable_webhook: somebody is told again.

begin;
select plan(6);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');
update data.endpoints set disabled_at = now(), disabled_reason = 'failing';
update data.queues set failing_since = now() - interval '4 days';

create function pg_temp.enable(p_last integer default 1) returns jsonb
    language sql
    return api.enable_webhook(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid
    );

select given.acting_for('alder', 'owner', 'Olga');
select is(
    given.outcome('select pg_temp.enable(2)'), 'KN520', 'another business''s does not exist'
);
select ok(
    pg_temp.enable() @> '{"disabled_at": null, "disabled_reason": null, "failing_since": null}',
    'it begins anew'
);
select is(
    given.outcomes('alder', $$ select pg_temp.enable() $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner; twice is as good as once'
);
select given.nobody();
select is(
    (
        select failing_since from data.queues
        where target_id = '01900000-0000-7000-8000-000000000001'
    ),
    null, 'what was before counts no more'
);
select is(
    (select count(*) from data.events where type = 'webhook.enabled'), 1::bigint, 'it is an event'
);
select isnt(
    (select disabled_at from data.endpoints where tenant_id = given.tenant_id('birch')), null,
    'nobody else is enabled'
);

select * from finish();
rollback;
