-- api.list_series: the newest first, page by page.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Trim', 30, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('birch', 'Bill', 'owner');
create temporary table made as
select
    given.series('alder', 'Cut', 'Ann', given.day(0, '10:00'), 3, 7) as one,
    given.series('alder', 'Trim', 'Ann', given.day(0, '12:00'), 2, 7) as two,
    given.series('alder', 'Cut', 'Ben', given.day(0, '14:00'), 2, 7) as three;
grant select on made to public;

create function pg_temp.ids(p_page jsonb) returns text[]
    language sql
as $$ select array(select i ->> 'id' from jsonb_array_elements(p_page -> 'items') as i); $$;

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.ids(api.list_series(given.tenant_id('alder'))),
    array[three ->> 'id', two ->> 'id', one ->> 'id'], 'the newest first'
) from made;
select is(
    (api.list_series(given.tenant_id('alder')) -> 'items' -> 2)
    - '{id,service_id,customer_id,created_at,starts_at}'::text[],
    jsonb_build_object(
        'rrule', 'FREQ=DAILY;INTERVAL=7;COUNT=3', 'mode', 'all_or_nothing',
        'time_zone', 'Europe/Rome', 'to_come', 3,
        'next_starts_at', given.at('alder', given.day(0, '10:00'))
    ), 'with what is to come'
);
select is(
    pg_temp.ids(api.list_series(
        given.tenant_id('alder'), p_service_id => given.service_id('alder', 'Trim')
    )), array[two ->> 'id'], 'of one service'
) from made;
select is(
    pg_temp.ids(api.list_series(given.tenant_id('alder'), (one ->> 'customer_id')::uuid)), '{}',
    'there is no service of a customer''s id'
) from made;
select is(
    cardinality(pg_temp.ids(api.list_series(
        given.tenant_id('alder'), p_customer_id => (one ->> 'customer_id')::uuid
    ))), 3, 'of one customer'
) from made;
create temporary table page as
select api.list_series(given.tenant_id('alder'), p_limit => 2) as first;
select is(pg_temp.ids(first), array[three ->> 'id', two ->> 'id'], 'a page') from made, page;
select is(
    pg_temp.ids(api.list_series(given.tenant_id('alder'), p_cursor => first ->> 'next_cursor')),
    array[one ->> 'id'], 'and the next'
) from made, page;
select throws_ok(
    $$ select api.list_series(given.tenant_id('alder'), p_cursor => 'x') $$,
    'KV002', null, 'a cursor is one of ours'
);
select is(
    api.cancel_series(given.tenant_id('alder'), (two ->> 'id')::uuid) ->> 'id',
    two ->> 'id',
    'one ends'
) from made;
select is(
    (api.list_series(given.tenant_id('alder')) -> 'items' -> 1)
    @> '{"to_come": 0, "next_starts_at": null}',
    true, 'then nothing is to come'
);
select given.acting_for('alder', 'staff', 'Ann');
select is(
    pg_temp.ids(api.list_series(given.tenant_id('alder'))),
    array[two ->> 'id', one ->> 'id'], 'staff see those that they lead a part of'
) from made;
select given.acting_for('birch', 'owner', 'Bill');
select is(
    pg_temp.ids(api.list_series(given.tenant_id('birch'))), '{}', 'another business sees its own'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_series(given.tenant_id('alder')) $$, 'KA001', null, 'guests see no list'
);

select * from finish();
rollback;
