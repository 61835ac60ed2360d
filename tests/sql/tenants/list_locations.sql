-- api.list_locations: the places of a business, in pages.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');
insert into data.locations (tenant_id, name, time_zone, archived_at)
values
(given.tenant_id('alder'), 'twin', 'Europe/Rome', null),
(given.tenant_id('alder'), 'twin', 'Europe/Rome', null),
(given.tenant_id('alder'), 'closed', 'Europe/Rome', now());

create function pg_temp.listed(
    p_limit integer default 50, p_cursor text default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.list_locations(
        p_tenant_id => given.tenant_id(p_slug), p_limit => p_limit, p_cursor => p_cursor
    );
$$;

create function pg_temp.names(p_page jsonb) returns text
    language sql
    return (
        select string_agg(value ->> 'name', ' ' order by ordinality)
        from jsonb_array_elements(p_page -> 'items') with ordinality
    );

select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.names(pg_temp.listed()), 'alder twin twin',
    'staff read all that are open, the oldest first'
);
create temporary table page as select pg_temp.listed(2) as one;
grant select on page to public;
select is(pg_temp.names(one), 'alder twin', 'a page has as many as it may') from page;
select is(
    pg_temp.names(pg_temp.listed(2, one ->> 'next_cursor')), 'twin',
    'and the next goes on from there'
) from page;
select is(
    pg_temp.listed(2, one ->> 'next_cursor') -> 'next_cursor', 'null'::jsonb,
    'until there are no more'
) from page;
select throws_ok(
    $$ select pg_temp.listed(p_cursor => 'x') $$, 'KV002', null, 'a cursor has to be ours'
);
select given.acting_for('birch', 'owner');
select is(pg_temp.names(pg_temp.listed(p_slug => 'birch')), 'birch', 'another business has others');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.listed()', 'KF001', null, 'customers do not read this list');
select given.acting_for('alder');
select throws_ok('select pg_temp.listed()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
