-- api.get_availability: when a service can be booked.

begin;
select plan(6);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));

create function pg_temp.slots(p_resource text, p_days integer default 1) returns jsonb
    language sql
as $$
    select api.get_availability(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_resource_id => given.resource_id('alder', p_resource),
        p_from => given.day(0)::date,
        p_to => given.day(p_days - 1)::date
    )::jsonb;
$$;

select given.acting_for('alder');

select is(
    jsonb_array_length(pg_temp.slots('Ben') -> 'slots'),
    29,
    'a free day from nine to five has a start every quarter until four'
);

select is(
    jsonb_array_length(pg_temp.slots('Ann') -> 'slots'),
    22,
    'a booking takes with it every start whose visit would meet it'
);

select is(
    pg_temp.slots('Ann') -> 'slots' -> 0 ->> 'starts_at',
    given.at('alder', given.day(0, '09:00')),
    'a visit may end when the next one begins'
);

select is(
    pg_temp.slots(null) -> 'slots' -> 4 -> 'resource_ids',
    jsonb_build_array(given.resource_id('alder', 'Ben')),
    'without a resource, a start names everybody who is free then'
);

select is(pg_temp.slots('Ben') ->> 'time_zone', 'Europe/Rome', 'the zone of the dates is told');

select throws_ok(
    $$ select pg_temp.slots('Ben', 63) $$,
    'KV005', null, 'a range has at most 62 days'
);

select * from finish();
rollback;
