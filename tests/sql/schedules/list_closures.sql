-- api.list_closures: closures in order of time, in pages, by location and by local date.

begin;
select plan(13);

select given.tenant('alder', 'Asia/Tokyo');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');
insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Branch', 'America/New_York');

create function pg_temp.shut(p_location text, p_from timestamp, p_until timestamp) returns jsonb
    language sql
as $$
    select api.create_closure(
        p_tenant_id => given.tenant_id('alder'),
        p_location_id => given.location_id('alder', p_location),
        p_starts_at => given.at('alder', p_from),
        p_ends_at => given.at('alder', p_until)
    );
$$;

create function pg_temp.listed(
    p_limit integer default 50, p_cursor text default null, p_from date default null,
    p_to date default null, p_location text default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.list_closures(
        p_tenant_id => given.tenant_id(p_slug), p_limit => p_limit, p_cursor => p_cursor,
        p_from => p_from, p_to => p_to,
        p_location_id => case
            when p_location is not null then given.location_id('alder', p_location)
        end
    );
$$;

create function pg_temp.count(p_page jsonb) returns integer
    language sql
    return jsonb_array_length(p_page -> 'items');

select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.shut('alder', given.day(5), given.day(6));
select pg_temp.shut('Branch', given.day(1, '08:00'), given.day(1, '09:00'));
select pg_temp.shut('alder', given.day(0), given.day(4));

select given.acting_for('alder', 'staff', 'Sam');
select is(pg_temp.count(pg_temp.listed()), 3, 'staff read all closures');
select is(
    pg_temp.listed() -> 'items' -> 0 ->> 'starts_at', given.at('alder', given.day(0)),
    'the earliest first'
);
create temporary table page as select pg_temp.listed(2) as one;
grant select on page to public;
select is(pg_temp.count(one), 2, 'a page has as many as it may') from page;
select is(
    pg_temp.listed(2, one ->> 'next_cursor') -> 'items' -> 0 ->> 'starts_at',
    given.at('alder', given.day(5)), 'and the next goes on from there'
) from page;
select is(
    pg_temp.listed(2, one ->> 'next_cursor') -> 'next_cursor', 'null'::jsonb,
    'until there are no more'
) from page;
select is(pg_temp.count(pg_temp.listed(p_location => 'alder')), 2, 'by location');
select is(
    pg_temp.count(pg_temp.listed(p_from => given.day(3)::date, p_to => given.day(3)::date)), 1,
    'by a local date that it touches'
);
select is(
    pg_temp.count(pg_temp.listed(
        p_location => 'Branch', p_from => given.day(0)::date, p_to => given.day(0)::date
    )), 1, 'which is another date in New York'
);
select is(
    pg_temp.count(pg_temp.listed(p_from => given.day(4)::date, p_to => given.day(4)::date)), 0,
    'what ends at midnight does not touch the next date'
);
select throws_ok(
    $$ select pg_temp.listed(p_cursor => 'x') $$, 'KV002', null, 'a cursor has to be ours'
);
select given.acting_for('birch', 'owner');
select is(pg_temp.count(pg_temp.listed(p_slug => 'birch')), 0, 'another business sees nothing');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.listed()', 'KF001', null, 'customers do not read closures');
select given.acting_for('alder');
select throws_ok('select pg_temp.listed()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
