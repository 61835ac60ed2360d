-- api.list_shifts: shifts in order of time, in pages, by resource and by local date.

begin;
select plan(12);

select given.tenant('alder', 'Asia/Tokyo');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.work(p_resource text, p_day integer) returns jsonb
    language sql
as $$
    select api.create_shift(
        p_tenant_id => given.tenant_id('alder'),
        p_resource_id => given.resource_id('alder', p_resource),
        p_starts_at => given.at('alder', given.day(p_day, '08:00')),
        p_ends_at => given.at('alder', given.day(p_day, '10:00'))
    );
$$;

create function pg_temp.listed(
    p_limit integer default 50, p_cursor text default null, p_from date default null,
    p_to date default null, p_resource text default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.list_shifts(
        p_tenant_id => given.tenant_id(p_slug), p_limit => p_limit, p_cursor => p_cursor,
        p_from => p_from, p_to => p_to, p_resource_id => given.resource_id('alder', p_resource)
    );
$$;

create function pg_temp.count(p_page jsonb) returns integer
    language sql
    return jsonb_array_length(p_page -> 'items');

select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.work('Ann', 1);
select pg_temp.work('Ben', 1);
select pg_temp.work('Ann', 0);
select pg_temp.work('Ann', 2);

select given.acting_for('alder', 'staff', 'Sam');
select is(pg_temp.count(pg_temp.listed()), 4, 'staff read everybody''s shifts');
select is(
    pg_temp.listed() -> 'items' -> 0 ->> 'starts_at', given.at('alder', given.day(0, '08:00')),
    'the earliest first'
);
create temporary table page as select pg_temp.listed(3) as one;
grant select on page to public;
select is(pg_temp.count(one), 3, 'a page has as many as it may') from page;
select is(
    pg_temp.listed(3, one ->> 'next_cursor') -> 'items' -> 0 ->> 'starts_at',
    given.at('alder', given.day(2, '08:00')), 'and the next goes on from there'
) from page;
select is(
    pg_temp.listed(3, one ->> 'next_cursor') -> 'next_cursor', 'null'::jsonb,
    'until there are no more'
) from page;
select is(pg_temp.count(pg_temp.listed(p_resource => 'Ben')), 1, 'by resource');
select is(
    pg_temp.count(pg_temp.listed(p_from => given.day(1)::date, p_to => given.day(1)::date)), 2,
    'dates are local and included: in Tokyo it is still yesterday in UTC'
);
select is(pg_temp.count(pg_temp.listed(p_from => given.day(3)::date)), 0, 'from a date on');
select throws_ok(
    $$ select pg_temp.listed(p_cursor => 'x') $$, 'KV002', null, 'a cursor has to be ours'
);
select given.acting_for('birch', 'owner');
select is(pg_temp.count(pg_temp.listed(p_slug => 'birch')), 0, 'another business sees nothing');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.listed()', 'KF001', null, 'customers do not read shifts');
select given.acting_for('alder');
select throws_ok('select pg_temp.listed()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
