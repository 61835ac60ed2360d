-- api.list_members: everybody who works for a business.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Sam');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.member('birch', 'Bea', 'owner');

create function pg_temp.names(p_page jsonb) returns jsonb
    language sql
    return jsonb_path_query_array(p_page, '$.items[*].name');

select given.acting_for('alder', 'manager', 'Max');
select is(
    pg_temp.names(api.list_members(given.tenant_id('alder'))),
    '["Olga", "Max", "Sam"]', 'all who work there, by name'
);
create temporary table page as
select api.list_members(given.tenant_id('alder'), p_limit => 2) as first;
select is(
    pg_temp.names(api.list_members(given.tenant_id('alder'), p_cursor => first ->> 'next_cursor')),
    '["Sam"]', 'page by page'
) from page;
select is(
    (select count(*)::integer from jsonb_path_query(
        api.list_members(given.tenant_id('alder')), '$.items[*] ? (@.name == "Sam").resource_ids[*]'
    )), 1, 'with their calendars'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.list_members(given.tenant_id('alder')) $$, 'KF001', null, 'staff may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_members(given.tenant_id('alder')) $$, 'KA001', null, 'nor may guests'
);

select * from finish();
rollback;
