-- api.list_platform_tenants: every business, for whoever runs the platform.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');
update data.tenants set status = 'suspended' where slug = 'birch';

create function pg_temp.slugs(p_q text default null, p_cursor text default null) returns jsonb
    language sql
as $$
    select jsonb_path_query_array(
        api.list_platform_tenants(p_tenant_id => null, p_q => p_q, p_cursor => p_cursor),
        '$.items[*].slug'
    );
$$;

select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select is(pg_temp.slugs(), '["alder", "birch"]', 'all are listed, suspended or not');
select is(pg_temp.slugs('BIR'), '["birch"]', 'or those that are looked for');
select is(
    pg_temp.slugs(p_cursor => api.list_platform_tenants(null, p_limit => 1) ->> 'next_cursor'),
    '["birch"]', 'page by page'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok('select pg_temp.slugs()', 'KF001', null, 'owners may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.slugs()', 'KA001', null, 'nor may guests');

select * from finish();
rollback;
