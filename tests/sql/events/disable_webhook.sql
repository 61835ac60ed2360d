-- api.disable_webhook: somebody is told nothing for a while.

begin;
select plan(5);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');

create function pg_temp.disable(p_last integer default 1) returns jsonb
    language sql
    return api.disable_webhook(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid
    );

select is(
    given.outcomes('alder', $$ select pg_temp.disable() $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner; twice is as good as once'
);
select is(
    given.outcome('select pg_temp.disable(2)'), 'KN520', 'another business''s does not exist'
);
select is(pg_temp.disable() ->> 'disabled_reason', 'by_hand', 'it says why');
select given.nobody();
select is(
    (select count(*) from data.events where type = 'webhook.disabled'), 1::bigint, 'it is an event'
);
select is((select count(*) from data.messages), 0::bigint, 'nobody is written to');

select * from finish();
rollback;
