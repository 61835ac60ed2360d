-- api.list_my_bookings: an account's bookings, everywhere.

begin;
select plan(9);

select given.patrons();

create function pg_temp.listed(
    p_limit integer default 50, p_cursor text default null, p_status text default null
) returns jsonb
    language sql
    return api.list_my_bookings(null, p_status => p_status, p_limit => p_limit,
        p_cursor => p_cursor);

select given.acting_as_patron('Zoe');
select is(
    jsonb_path_query_array(pg_temp.listed(), '$.items[*].tenant.slug'), '["birch", "alder"]',
    'the latest first, of all businesses'
);
select is(
    jsonb_path_query_array(
        pg_temp.listed(1, pg_temp.listed(1) ->> 'next_cursor'), '$.items[*].id'
    ),
    jsonb_build_array(zoe), 'page after page'
) from booked;
select is(
    pg_temp.listed(1, pg_temp.listed(1) ->> 'next_cursor') -> 'next_cursor', 'null'::jsonb,
    'until there are no more'
);
select is(pg_temp.listed(p_status => 'completed') -> 'items', '[]'::jsonb, 'by status');
select is(
    jsonb_path_query_array(
        api.list_my_bookings(null, given.day(0)::date, given.day(0)::date), '$.items[*].id'
    ),
    jsonb_build_array(zoe), 'by date, on the wall of each business'
) from booked;
select is(
    current_setting('request.claims')::jsonb,
    jsonb_build_object('role', 'customer', 'sub', given.patron_id('Zoe')),
    'and they are who they were'
);
select throws_ok($$ select pg_temp.listed(1, 'x') $$, 'KV002', null, 'a cursor has to be ours');
select given.acting_as_patron('Adam');
select is(pg_temp.listed() -> 'items', '[]'::jsonb, 'whom nobody knows has none');
select given.acting_for('alder', 'guest');
select throws_ok($$ select pg_temp.listed() $$, 'KA001', null, 'who is nobody signs in first');

select * from finish();
rollback;
