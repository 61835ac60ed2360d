-- api.list_feeds: those that one may see.

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

create function pg_temp.ids() returns jsonb
    language sql
    return jsonb_path_query_array(api.list_feeds(given.tenant_id('alder')), '$.items[*].id');

select given.acting_for('alder', 'staff', 'Ann');
select is(pg_temp.ids(), '["01900000-0000-7000-8000-000000000001"]', 'whoever made it sees it');
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.ids(), '["01900000-0000-7000-8000-000000000001"]', 'so do owners');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.ids() $$, 'KA001', null, 'and no guest');

select * from finish();
rollback;
