-- api.delete_feed: then nobody reads it.

begin;
select plan(3);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
insert into data.feeds (feed_id, tenant_id, user_id, resource_id, token_hash)
values (
    '01900000-0000-7000-8000-000000000001', given.tenant_id('alder'),
    given.user_id('alder', 'Ann'), given.resource_id('alder', 'Ann'), private.token_hash('ann')
);

create function pg_temp.delete_feed() returns void
    language sql
    return api.delete_feed(given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001');

select given.acting_for('alder');
select throws_ok($$ select pg_temp.delete_feed() $$, 'KA001', null, 'a guest removes none');
select given.acting_for('alder', 'staff', 'Ann');
select lives_ok($$ select pg_temp.delete_feed() $$, 'whoever made it does');
select throws_ok($$ select pg_temp.delete_feed() $$, 'KN571', null, 'once');

select * from finish();
rollback;
