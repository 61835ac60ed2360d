-- api.list_bookings: pages in order of time, and who sees what.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ben', 'staff');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));
select given.booking('alder', 'Cut', 'Ben', given.day(0, '10:00'));
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe');
select given.booking('alder', 'Cut', 'Ann', given.day(1, '09:00'));

create function pg_temp.listed(
    p_limit integer default 50, p_cursor text default null, p_from date default null,
    p_to date default null, p_resource text default null, p_status text default null,
    p_slug text default 'alder', p_customer uuid default null
) returns jsonb
    language sql
as $$
    select api.list_bookings(
        p_tenant_id => given.tenant_id(p_slug), p_limit => p_limit, p_cursor => p_cursor,
        p_from => p_from, p_to => p_to, p_status => p_status, p_customer_id => p_customer,
        p_resource_id => given.resource_id('alder', p_resource)
    );
$$;

create function pg_temp.count(p_page jsonb) returns integer
    language sql
    return jsonb_array_length(p_page -> 'items');

select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.count(pg_temp.listed()), 4, 'an owner sees all');
select is(pg_temp.listed() -> 'next_cursor', 'null'::jsonb, 'on one page, if they fit');
select is(
    pg_temp.listed() -> 'items' -> 0 ->> 'starts_at', given.at('alder', given.day(0, '09:00')),
    'the earliest first'
);
create temporary table page as select pg_temp.listed(3) as one;
grant select on page to public;
select is(pg_temp.count(one), 3, 'a page has as many as it may') from page;
select is(
    pg_temp.listed(3, one ->> 'next_cursor') -> 'items' -> 0 ->> 'starts_at',
    given.at('alder', given.day(1, '09:00')), 'and the next goes on from there'
) from page;
select is(
    pg_temp.count(pg_temp.listed(p_from => given.day(1)::date, p_to => given.day(1)::date)), 1,
    'dates are local and included'
);
select is(pg_temp.count(pg_temp.listed(p_resource => 'Ann')), 3, 'by who leads them');
select is(pg_temp.count(pg_temp.listed(p_status => 'held')), 0, 'by status');
select is(
    pg_temp.count(pg_temp.listed(p_customer => (
        (pg_temp.listed() -> 'items' -> 0 -> 'customer' ->> 'id')::uuid
    ))), 1, 'by customer'
);
select
    throws_ok(
        $$ select pg_temp.listed(p_cursor => 'x') $$, 'KV002', null, 'a cursor has to be ours'
    );
select given.acting_for('alder', 'staff', 'Ben');
select is(pg_temp.count(pg_temp.listed()), 1, 'staff see what they lead');
select given.acting_for('birch', 'owner');
select is(pg_temp.count(pg_temp.listed(p_slug => 'birch')), 0, 'another business sees nothing');
select given.acting_for('alder');
select throws_ok('select pg_temp.listed()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
