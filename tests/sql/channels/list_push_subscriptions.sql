-- api.list_push_subscriptions: a member's browsers.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Max', 'manager'),
    given.member('alder', 'Sam', 'staff');
insert into data.push_subscriptions (tenant_id, user_id, endpoint, p256dh, auth, user_agent)
select
    given.tenant_id('alder'), given.user_id('alder', name), 'https://push.test/' || n,
    'BA' || repeat('A', 85), repeat('A', 22), name || n
from unnest('{Sam,Sam,Max}'::text[]) with ordinality as who (name, n);

create function pg_temp.listed() returns jsonb
    language sql
    return jsonb_path_query_array(
        api.list_push_subscriptions(given.tenant_id('alder')), '$.items[*].user_agent'
    );

select is(
    given.outcomes('alder', 'select pg_temp.listed()'),
    'guest KA001, staff done, manager done, owner done', 'whoever works there asks'
);
select given.acting_for('alder', 'staff', 'Sam');
select is(pg_temp.listed(), '["Sam2", "Sam1"]', 'their own, the latest first');
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.listed(), '[]', 'and nobody else''s, not even the owner');

select * from finish();
rollback;
