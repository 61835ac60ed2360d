-- api.list_notes: the notes on a customer.

begin;
select plan(7);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
insert into data.customers (tenant_id, name, email, note)
values
(given.tenant_id('alder'), 'Zoe', 'zoe@customers.test', 'Tea.'),
(given.tenant_id('alder'), 'Eve', 'eve@customers.test', 'Coffee.'),
(given.tenant_id('birch'), 'Zoe', 'zoe@customers.test', null);

create function pg_temp.id(p_name text, p_slug text default 'alder') returns uuid
    language sql security definer
    return (
        select customer_id from data.customers
        where tenant_id = given.tenant_id(p_slug) and name = p_name
    );

select given.acting_for('alder', 'staff', 'Sam');
select api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe'), body)
from unnest('{one,two,three}'::text[]) as body;
select api.create_note(given.tenant_id('alder'), pg_temp.id('Eve'), 'four');

create function pg_temp.listed(p_limit integer default 50, p_cursor text default null) returns jsonb
    language sql
    return api.list_notes(given.tenant_id('alder'), pg_temp.id('Zoe'), p_limit, p_cursor);

select is(
    jsonb_path_query_array(pg_temp.listed(), '$.items[*].body'), '["three", "two", "one"]',
    'the newest first, and no other customer''s'
);
select is(
    jsonb_path_query_array(
        pg_temp.listed(2, pg_temp.listed(2) ->> 'next_cursor'), '$.items[*].body'
    ),
    '["one"]', 'page after page'
);
select is(
    pg_temp.listed(2, pg_temp.listed(2) ->> 'next_cursor') -> 'next_cursor', 'null'::jsonb,
    'until there are no more'
);
select throws_ok(
    $$ select pg_temp.listed(2, 'x') $$, 'KV002', null, 'a cursor has to be ours'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select api.list_notes(given.tenant_id('birch'), pg_temp.id('Zoe')) $$,
    'KN004', null, 'another business finds nothing'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select api.list_notes(given.tenant_id('alder'), pg_temp.id('Zoe')) $$,
    'KF001', null, 'customers may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_notes(given.tenant_id('alder'), pg_temp.id('Zoe')) $$,
    'KA001', null, 'nor may a guest'
);

select * from finish();
rollback;
