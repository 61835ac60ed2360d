-- api.list_location_hours: the week of a location, in pages.

begin;
select plan(7);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');
insert into data.location_hours (tenant_id, location_id, weekday, opens_at, closes_at)
select given.tenant_id(slug), given.location_id(slug), n, '09:00', '17:00'
from generate_series(1, 7) as n
cross join unnest('{alder,birch}'::text[]) as slug;

create function pg_temp.listed(
    p_limit integer default 50, p_cursor text default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.list_location_hours(
        p_tenant_id => given.tenant_id(p_slug),
        p_location_id => given.location_id('alder'),
        p_limit => p_limit,
        p_cursor => p_cursor
    );
$$;

select given.acting_for('alder', 'staff', 'Sam');
select is(
    (select jsonb_agg(h -> 'weekday') from jsonb_array_elements(pg_temp.listed() -> 'items') as h),
    '[1, 2, 3, 4, 5, 6, 7]', 'staff read the week of a location, from Monday on'
);
create temporary table page as select pg_temp.listed(5) as one;
grant select on page to public;
select is(
    pg_temp.listed(5, one ->> 'next_cursor') -> 'items' -> 0 -> 'weekday', '6'::jsonb,
    'a page has as many as it may, and the next goes on from there'
) from page;
select is(
    pg_temp.listed(5, one ->> 'next_cursor') -> 'next_cursor', 'null'::jsonb,
    'until there are no more'
) from page;
select throws_ok(
    $$ select pg_temp.listed(5, 'x') $$, 'KV002', null, 'a cursor has to be ours'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.listed(p_slug => 'birch') $$, 'KN006', null,
    'another business''s location does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.listed()', 'KF001', null, 'customers do not read hours');
select given.acting_for('alder');
select throws_ok('select pg_temp.listed()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
