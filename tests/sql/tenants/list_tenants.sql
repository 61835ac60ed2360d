-- api.list_tenants: the directory, by name and by distance.

begin;
select plan(33);

select given.tenant('alder');
select given.tenant('birch');
select given.tenant('cedar');
select given.tenant('hidden');
update data.tenants set preset = 'clinic', name = 'Birch 100%_\' where slug = 'birch';
update data.tenants set status = 'suspended' where slug = 'hidden';

-- Alder is in Rome, and again in Milan; Birch in Naples; Cedar is not on the map.
update data.locations set latitude = 41.9, longitude = 12.5 where name in ('alder', 'hidden');
update data.locations set latitude = 40.85, longitude = 14.27 where name = 'birch';
insert into data.locations (tenant_id, name, time_zone, latitude, longitude)
values
(given.tenant_id('alder'), 'Milan', 'Europe/Rome', 45.46, 9.19),
(given.tenant_id('cedar'), 'Old', 'Europe/Rome', 41.9, 12.5);
update data.locations set archived_at = now() where name = 'Old';

-- As the application calls it: nobody in particular, and no tenant.
create function pg_temp.listed(
    p_near text default null, p_radius_km double precision default 50, p_q text default null,
    p_preset text default null, p_limit integer default 50, p_cursor text default null
) returns jsonb
    language sql
as $$
    select api.list_tenants(
        p_tenant_id => private.begin_claims('{"role": "guest"}', false),
        p_near => p_near,
        p_radius_km => p_radius_km,
        p_q => p_q,
        p_preset => p_preset,
        p_limit => p_limit,
        p_cursor => p_cursor
    );
$$;

create function pg_temp.slugs(p_page jsonb) returns text
    language sql
    return (
        select string_agg(value ->> 'slug', ' ' order by ordinality)
        from jsonb_array_elements(p_page -> 'items') with ordinality
    );

set local role holdfast_web;

select is(
    pg_temp.listed() -> 'items' -> 0,
    '{"slug": "alder", "name": "Alder", "preset": "salon", "distance_km": null}'::jsonb,
    'anybody may know what a business is called, and what it does'
);
select is(
    pg_temp.slugs(pg_temp.listed()), 'alder birch cedar',
    'all of them are listed by name, but none that is suspended'
);
select is(pg_temp.slugs(pg_temp.listed(p_preset => 'clinic')), 'birch', 'those of one trade');
select is(
    pg_temp.slugs(pg_temp.listed(p_q => 'CED')), 'cedar', 'by a part of the name, in any case'
);
select is(pg_temp.slugs(pg_temp.listed(p_q => 'IRCH')), 'birch', 'of the name in URLs, too');
select is(pg_temp.slugs(pg_temp.listed(p_q => '%')), 'birch', 'a percent sign is a percent sign');
select is(pg_temp.slugs(pg_temp.listed(p_q => '_')), 'birch', 'and an underscore an underscore');
select is(pg_temp.slugs(pg_temp.listed(p_q => '\')), 'birch', 'and a backslash a backslash');
select is(pg_temp.listed(p_q => 'oak') -> 'items', '[]'::jsonb, 'perhaps there is none');

select is(
    pg_temp.slugs(pg_temp.listed(p_limit => 2)), 'alder birch', 'a page has as many as it may'
);
select is(
    pg_temp.slugs(pg_temp.listed(
        p_limit => 2, p_cursor => pg_temp.listed(p_limit => 2) ->> 'next_cursor'
    )),
    'cedar', 'and the next goes on from there'
);
select is(
    pg_temp.listed(
        p_limit => 2, p_cursor => pg_temp.listed(p_limit => 2) ->> 'next_cursor'
    ) -> 'next_cursor',
    'null'::jsonb, 'until there are no more'
);

select is(
    pg_temp.slugs(pg_temp.listed('41.9,12.5')), 'alder', 'near Rome there is one that is open'
);
select is(
    pg_temp.slugs(pg_temp.listed('40.85,14.27', 300)), 'birch alder',
    'further around, the nearest comes first'
);
select is(
    pg_temp.slugs(pg_temp.listed('44.5,11', 500)), 'alder birch',
    'one with several places is listed once'
);
select ok(
    (pg_temp.listed('40.85,14.27', 300) #>> '{items,1,distance_km}')::numeric between 188 and 190,
    'with the distance to the nearest, as the crow flies'
);
select is(
    pg_temp.listed('41.9,12.5') #>> '{items,0,distance_km}', '0', 'or none at all'
);
select is(
    pg_temp.slugs(pg_temp.listed('40.85,14.27', 188)), 'birch', 'a radius ends where it ends'
);
select is(
    pg_temp.slugs(pg_temp.listed('40.85,14.27', 300, p_q => 'ald')), 'alder',
    'by name and distance at once'
);
select is(
    pg_temp.slugs(pg_temp.listed('40.85,14.27', 300, p_preset => 'salon')), 'alder', 'and by trade'
);
select is(
    pg_temp.slugs(pg_temp.listed(
        '40.85,14.27', 300, p_limit => 1,
        p_cursor => pg_temp.listed('40.85,14.27', 300, p_limit => 1) ->> 'next_cursor'
    )),
    'alder', 'pages go by distance then'
);
select is(
    pg_temp.slugs(pg_temp.listed(' -0.5 , 179.999 ')), null, 'somewhere in the sea there is nobody'
);

select throws_ok(
    $$ select pg_temp.listed(p_preset => 'zoo') $$, '23514', null, 'a trade is one of five'
);
select throws_ok($$ select pg_temp.listed('Rome') $$, 'KV020', null, 'near is not a name');
select throws_ok($$ select pg_temp.listed('') $$, 'KV020', null, 'nor nothing');
select throws_ok($$ select pg_temp.listed('91,0') $$, 'KV020', null, 'a latitude ends at the pole');
select throws_ok(
    $$ select pg_temp.listed('0,181') $$, 'KV020', null, 'a longitude at the date line'
);
select throws_ok($$ select pg_temp.listed('0,0', 501) $$, 'KV020', null, '500 km is far enough');
select throws_ok($$ select pg_temp.listed('0,0', 0) $$, 'KV020', null, 'nothing is not');
select throws_ok($$ select pg_temp.listed('0,0', 'nan') $$, 'KV020', null, 'nor what is no number');
select throws_ok($$ select pg_temp.listed(p_cursor => 'x') $$, 'KV002', null, 'a cursor is ours');

-- Who is near is found by an index, and whoever is not there yet is not found

reset role;
update data.tenants set status = 'pending', pending_until = now() + interval '1 day'
where slug = 'birch';
insert into data.locations (tenant_id, name, time_zone, latitude, longitude)
select given.tenant_id('hidden'), 'Place ' || n, 'UTC', n % 80, n % 170
from generate_series(1, 3000) as n;
analyze data.directory_places;
create temporary table scans as
select pg_stat_get_xact_numscans('data.directory_places_position_idx'::regclass) as before;

set local role holdfast_web;
select is(
    pg_temp.slugs(pg_temp.listed('41.9,12.5', 200)), 'alder',
    'among thousands, none of those who are suspended or pending'
);
reset role;
select is(
    (
        select pg_stat_get_xact_numscans('data.directory_places_position_idx'::regclass) - before
        from scans
    ),
    1::bigint, 'and of those, nobody was looked at but who is near'
);

select * from finish();
rollback;
