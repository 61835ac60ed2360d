-- api.list_customers: customers, the newest first, and how they are found.

begin;
select plan(16);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');
insert into data.customers (tenant_id, name, email, phone)
values
(given.tenant_id('alder'), 'Zoe Zander', 'zoe@customers.test', '+39 06 123'),
(given.tenant_id('alder'), 'Änne 100%', 'anne_b@customers.test', null),
(given.tenant_id('alder'), 'Bob', null, '0171-99'),
(given.tenant_id('birch'), 'Zoe', 'zoe@customers.test', null);

create function pg_temp.listed(
    p_q text default null, p_limit integer default 50, p_cursor text default null,
    p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.list_customers(
        p_tenant_id => given.tenant_id(p_slug), p_q => p_q, p_limit => p_limit, p_cursor => p_cursor
    );
$$;

create function pg_temp.names(p_page jsonb) returns text
    language sql
    return (
        select string_agg(i.item ->> 'name', ', ' order by i.n)
        from jsonb_array_elements(p_page -> 'items') with ordinality as i (item, n)
    );

select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.names(pg_temp.listed()), 'Bob, Änne 100%, Zoe Zander',
    'staff read all, the newest first'
);
create temporary table page as select pg_temp.listed(p_limit => 2) as one;
grant select on page to public;
select is(jsonb_array_length(one -> 'items'), 2, 'a page has as many as it may') from page;
select is(
    pg_temp.names(pg_temp.listed(p_limit => 2, p_cursor => one ->> 'next_cursor')), 'Zoe Zander',
    'and the next goes on from there'
) from page;
select is(
    pg_temp.listed(p_limit => 2, p_cursor => one ->> 'next_cursor') -> 'next_cursor', 'null'::jsonb,
    'until there are no more'
) from page;

select is(
    pg_temp.names(pg_temp.listed('ZANDER')), 'Zoe Zander', 'by any part of a name, in any case'
);
select is(pg_temp.names(pg_temp.listed('änne')), 'Änne 100%', 'in any alphabet');
select is(pg_temp.names(pg_temp.listed('Zoe@Cust')), 'Zoe Zander', 'by e-mail address');
select is(pg_temp.names(pg_temp.listed('171')), 'Bob', 'by phone number');
select is(pg_temp.names(pg_temp.listed('%')), 'Änne 100%', 'a percent sign is a percent sign');
select is(pg_temp.names(pg_temp.listed('_b')), 'Änne 100%', 'and an underscore an underscore');
select is(pg_temp.names(pg_temp.listed('\')), null, 'and a backslash a backslash');
select is(pg_temp.listed('nobody') -> 'items', '[]'::jsonb, 'perhaps there is nobody');

select throws_ok(
    $$ select pg_temp.listed(p_cursor => 'x') $$, 'KV002', null, 'a cursor has to be ours'
);
select given.acting_for('birch', 'owner');
select is(
    pg_temp.names(pg_temp.listed(p_slug => 'birch')), 'Zoe', 'another business has others'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.listed()', 'KF001', null, 'customers do not read customers');
select given.acting_for('alder');
select throws_ok('select pg_temp.listed()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
