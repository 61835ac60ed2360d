-- api.get_webhook: one webhook, and how it is going.

begin;
select plan(4);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');

create function pg_temp.get(p_last integer default 1) returns jsonb
    language sql
    return api.get_webhook(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid
    );

select is(
    given.outcomes('alder', $$ select pg_temp.get() $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);
select is(
    given.outcome('select pg_temp.get(2)'), 'KN520', 'another business''s does not exist'
);
select is(pg_temp.get() -> 'secret', 'null'::jsonb, 'the secret is not shown again');
select given.nobody();
update data.queues set failing_since = '2026-01-01T10:00:00Z';
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.get() ->> 'failing_since', '2026-01-01T10:00:00Z', 'it says since when it is failing'
);

select * from finish();
rollback;
