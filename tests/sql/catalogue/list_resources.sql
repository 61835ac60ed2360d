-- api.list_resources: who and what can be booked, as the public and as the staff see it.

begin;
select plan(15);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Cellar', 'room', 3);
select given.resource('alder', 'Gone');
select given.member('alder', 'Ann', 'staff');
insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Branch', 'Europe/Rome');
update data.resources set description = 'Cuts', max_per_day = 9, max_party_size = 2
where name = 'Ann';
update data.resources set is_public = false where name = 'Cellar';
update data.resources set archived_at = now() where name = 'Gone';
update data.resources set location_id = given.location_id('alder', 'Branch') where name = 'Ben';

create function pg_temp.listed(
    p_kind text default null, p_location text default null, p_limit integer default 50,
    p_cursor text default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.list_resources(
        p_tenant_id => given.tenant_id(p_slug),
        p_kind => p_kind,
        p_location_id => case
            when p_location is not null then given.location_id('alder', p_location)
        end,
        p_limit => p_limit,
        p_cursor => p_cursor
    );
$$;

create function pg_temp.names(p_page jsonb) returns text
    language sql
    return (
        select string_agg(value ->> 'name', ' ' order by ordinality)
        from jsonb_array_elements(p_page -> 'items') with ordinality
    );

select given.acting_for('alder');
select is(
    pg_temp.names(pg_temp.listed()), 'Ann Ben', 'a guest sees those that are public, by name'
);
select is(
    pg_temp.listed() -> 'items' -> 0,
    jsonb_build_object(
        'id', given.resource_id('alder', 'Ann'),
        'location_id', given.location_id('alder'),
        'kind', 'staff',
        'name', 'Ann',
        'description', 'Cuts',
        'seats', 1,
        'max_party_size', 2,
        'user_id', null,
        'max_per_day', null,
        'always_open', null,
        'is_public', null
    ),
    'and nothing of how the business runs them'
);

select given.acting_for('alder', 'staff', 'Ann');
select is(
    pg_temp.names(pg_temp.listed()), 'Ann Ben Cellar', 'staff see all but those that are archived'
);
select is(
    pg_temp.listed() -> 'items' -> 0,
    jsonb_build_object(
        'id', given.resource_id('alder', 'Ann'),
        'location_id', given.location_id('alder'),
        'kind', 'staff',
        'name', 'Ann',
        'description', 'Cuts',
        'seats', 1,
        'max_party_size', 2,
        'user_id', given.user_id('alder', 'Ann'),
        'max_per_day', 9,
        'always_open', false,
        'is_public', true
    ),
    'with everything about them'
);
select is(pg_temp.names(pg_temp.listed('room')), 'Cellar', 'by kind');
select is(pg_temp.names(pg_temp.listed(p_location => 'Branch')), 'Ben', 'by location');
select is(
    pg_temp.names(pg_temp.listed('staff', 'alder')), 'Ann', 'or both at once'
);
select is(pg_temp.listed('table') -> 'items', '[]'::jsonb, 'perhaps there is none');
select throws_ok($$ select pg_temp.listed('dog') $$, '23514', null, 'a kind is one of four');
select is(pg_temp.names(pg_temp.listed(p_limit => 2)), 'Ann Ben', 'a page has as many as it may');
select is(
    pg_temp.listed(
        p_limit => 2, p_cursor => pg_temp.listed(p_limit => 2) ->> 'next_cursor'
    ) #- '{items,0}',
    '{"items": [], "next_cursor": null}'::jsonb, 'and the next has the rest'
);
select throws_ok(
    $$ select pg_temp.listed(p_cursor => 'x') $$, 'KV002', null, 'a cursor has to be ours'
);
select given.acting_for('birch', 'owner');
select is(
    pg_temp.listed(p_slug => 'birch') -> 'items', '[]'::jsonb, 'another business sees nothing of it'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.listed()', 'KF001', null, 'customers read the public list');
select given.nobody();
select throws_ok('select pg_temp.listed()', 'KA001', null, 'nobody reads nothing');

select * from finish();
rollback;
