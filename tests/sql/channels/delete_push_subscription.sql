-- api.delete_push_subscription: a member's browser is told no more.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Sam', 'staff');
insert into data.push_subscriptions (
    tenant_id, subscription_id, user_id, endpoint, p256dh, auth
)
select
    given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001',
    given.user_id('alder', 'Sam'), 'https://push.test/1', 'BA' || repeat('A', 85),
    repeat('A', 22);

create function pg_temp.remove() returns void
    language sql
    return api.delete_push_subscription(
        given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001'
    );

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok('select pg_temp.remove()', 'KN540', null, 'not somebody else''s');
select given.acting_for('alder', 'staff', 'Sam');
select lives_ok('select pg_temp.remove()', 'but one''s own');
select throws_ok('select pg_temp.remove()', 'KN540', null, 'and once');

select * from finish();
rollback;
