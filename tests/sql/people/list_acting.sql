-- api.list_acting: owners see who acted for their business, and why.

begin;
select plan(6);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('birch', 'Bea', 'owner');
select given.platform_admin('Ada');
select given.acting_as_admin('alder', 'Ada');
select given.acting_as_admin('alder', 'Ada');

select given.acting_for('alder', 'owner', 'Olga');
select is(
    jsonb_path_query_array(
        api.list_acting(given.tenant_id('alder')), '$.items[*].name'
    ), '["Ada", "Ada"]', 'who acted is listed'
);
create temporary table page as
select api.list_acting(given.tenant_id('alder'), p_limit => 1) as first;
select is(
    jsonb_array_length(api.list_acting(
        given.tenant_id('alder'), p_cursor => first ->> 'next_cursor'
    ) -> 'items'), 1, 'page by page'
) from page;
select ok(
    first -> 'items' -> 0 ->> 'id' > (api.list_acting(
        given.tenant_id('alder'), p_cursor => first ->> 'next_cursor'
    ) -> 'items' -> 0 ->> 'id'), 'the latest first'
) from page;
select given.acting_for('birch', 'owner', 'Bea');
select is(
    api.list_acting(given.tenant_id('birch')) -> 'items', '[]', 'another business has its own'
);
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select api.list_acting(given.tenant_id('alder')) $$, 'KF001', null, 'it is for owners'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_acting(given.tenant_id('alder')) $$, 'KA001', null, 'not for guests'
);

select * from finish();
rollback;
