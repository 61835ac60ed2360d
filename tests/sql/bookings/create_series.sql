-- api.create_series: bookings by a rule, all at once, and every way that can be refused.

begin;
select plan(50);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('birch', 'Cleo');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Paid', 60, 'Ann');
select given.service('alder', 'Class', 60, 'Ben');
select given.service('birch', 'Trim', 60, 'Cleo');
select given.member('alder', 'Olga', 'owner');
update data.services set price_minor = 4500 where name in ('Cut', 'Paid');
update data.services set pay_online = true where name = 'Paid';
update data.services set capacity = 2 where name = 'Class';

-- Every so many days, p_many times, from a local start on.
create function pg_temp.book(
    p_at timestamp,
    p_many integer default 4,
    p_mode text default 'all_or_nothing',
    p_resource text default 'Ann',
    p_service text default 'Cut',
    p_days integer default 7,
    p_customer jsonb default '{"name": "Zoe", "email": "Zoe@customers.test"}',
    p_slug text default 'alder',
    p_locals timestamp[] default null
) returns jsonb
    language sql
as $$
    select api.create_series(
        p_tenant_id => given.tenant_id(p_slug),
        p_service_id => given.service_id('alder', p_service),
        p_starts_at => given.at('alder', p_at),
        p_rrule => format('FREQ=DAILY;INTERVAL=%s;COUNT=%s', p_days, p_many),
        p_customer => p_customer,
        p_mode => p_mode,
        p_resource_id => given.resource_id('alder', p_resource),
        p_local_starts => coalesce(p_locals, array(
            select p_at + make_interval(days => p_days * n) from generate_series(0, p_many - 1) as n
        ))
    );
$$;

create function pg_temp.utc(p_time timestamp) returns text
    language sql
as $$ select to_char(p_time, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'); $$;

-- The conflicts of a refusal, or null.
create function pg_temp.conflicts(
    p_at timestamp, p_mode text default 'all_or_nothing', p_many integer default 4
) returns jsonb
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform pg_temp.book(p_at, p_many, p_mode);
    return null;
exception when sqlstate 'KC040' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail::jsonb -> 'conflicts';
end;
$$;

-- All of it.

select given.acting_for('alder');
create temporary table made as select pg_temp.book(given.day(0, '10:00')) as series;
grant select on made to public;

select is(jsonb_array_length(series -> 'bookings'), 4, 'every occurrence is a booking') from made;
select results_eq(
    $$ select b ->> 'starts_at' from made, jsonb_array_elements(series -> 'bookings') as b $$,
    $$ select given.at('alder', given.day(7 * n, '10:00')) from generate_series(0, 3) as n $$,
    'in order, each at its time'
);
select is(
    (
        select array_agg(distinct b ->> 'series_id')
        from jsonb_array_elements(series -> 'bookings') as b
    ),
    array[series ->> 'id'], 'each says which series it is of'
) from made;
select is(
    series - '{id,service_id,customer_id,bookings,manage_token,created_at,starts_at}'::text[],
    '{
        "rrule": "FREQ=DAILY;INTERVAL=7;COUNT=4", "mode": "all_or_nothing",
        "time_zone": "Europe/Rome", "total": {"amount": 18000, "currency": "EUR"}, "skipped": []
    }', 'it says what it is'
) from made;
select matches(series ->> 'manage_token', '^[0-9a-f]{64}$', 'it brings its manage token') from made;
select is(
    api.get_booking(
        given.tenant_id('alder'), (series -> 'bookings' -> 0 ->> 'id')::uuid
    ) ->> 'status', 'confirmed', 'which opens each of its bookings'
)
from made,
    lateral (
        select given.acting_for(
            'alder', 'guest', null, jsonb_build_object('manage_token', series ->> 'manage_token')
        )
    ) as acting;
select given.acting_for('alder');
select throws_ok(
    $$ select api.get_booking(given.tenant_id('alder'), (series -> 'bookings' -> 0 ->> 'id')::uuid)
       from made $$,
    'KN003', null, 'and nobody else does'
);

-- What is taken, in each mode.

select given.nobody();
select given.booking('alder', 'Cut', 'Ann', given.day(8, '14:00'));
select given.booking('alder', 'Cut', 'Ann', given.day(22, '14:30'));
select given.acting_for('alder');

select throws_ok(
    $$ select pg_temp.book(given.day(1, '14:00')) $$, 'KC040', null, 'all of it or nothing'
);
create temporary table refused as select pg_temp.conflicts(given.day(1, '14:00')) as conflicts;
grant select on refused to public;
select is(jsonb_array_length(conflicts), 2, 'every conflict is listed, and not the first alone')
from refused;
select is(
    conflicts -> 1 ->> 'starts_at', given.at('alder', given.day(22, '14:00')), 'with its time'
) from refused;
select is(
    conflicts -> 1 -> 'reasons', jsonb_build_array(jsonb_build_object(
        'code', 'booked',
        'starts_at', given.at('alder', given.day(22, '14:30')),
        'ends_at', given.at('alder', given.day(22, '15:30'))
    )), 'why'
) from refused;
select is(jsonb_array_length(conflicts -> 1 -> 'alternatives'), 5, 'and what is free nearby')
from refused;
select given.nobody();
select is(
    (select count(*)::integer from data.bookings), 6, 'of what was refused nothing is left'
);
select is((select count(*)::integer from data.series), 1, 'no series either');
select is(
    (select count(*)::integer from data.events where type = 'series.created'), 1,
    'and nothing is told of it'
);
select given.acting_for('alder');
create temporary table skipped as
select pg_temp.book(given.day(1, '14:00'), 4, 'skip_conflicts') as series;
grant select on skipped to public;
select is(jsonb_array_length(series -> 'bookings'), 2, 'skip_conflicts books what it can')
from skipped;
select is(
    array(select s ->> 'starts_at' from jsonb_array_elements(series -> 'skipped') as s),
    array[given.at('alder', given.day(8, '14:00')), given.at('alder', given.day(22, '14:00'))],
    'and says what it skipped'
) from skipped;
select is(series -> 'skipped' -> 0 -> 'reasons' -> 0 ->> 'code', 'booked', 'why') from skipped;
select is(series -> 'skipped' -> 0 -> 'alternatives', '[]', 'and proposes nothing') from skipped;
select is(
    series -> 'total' ->> 'amount', '9000', 'its total is of what was booked'
) from skipped;

select is(
    jsonb_array_length(pg_temp.conflicts(given.day(1, '14:30'), 'skip_conflicts')), 4,
    'if nothing can be had, every mode refuses'
);
create temporary table proposed as
select pg_temp.book(given.day(1, '15:00'), 4, 'propose_alternatives') as series;
grant select on proposed to public;
select is(
    array(select b ->> 'starts_at' from jsonb_array_elements(series -> 'bookings') as b),
    array[
        given.at('alder', given.day(1, '15:00')),
        given.at('alder', given.day(8, '15:00')),
        given.at('alder', given.day(15, '15:00'))
    ],
    'propose_alternatives books what it can as well'
) from proposed;
select is(
    jsonb_array_length(series -> 'skipped' -> 0 -> 'alternatives'), 5, 'and proposes for the rest'
) from proposed;
select given.nobody();
select is(
    (
        select s.skipped -> 0 -> 'alternatives'
        from data.series as s
        where s.series_id = (series ->> 'id')::uuid
    ),
    '[]', 'what is proposed is not kept'
) from proposed;

-- No time of the series itself is proposed.

select given.booking('alder', 'Cut', 'Ann', given.day(30, '12:00'));
select given.acting_for('alder');
create temporary table daily as
select pg_temp.book(given.day(29, '12:00'), 3, 'propose_alternatives', p_days => 1) as series;
select is_empty(
    $$
        select a from daily, jsonb_array_elements(series -> 'skipped' -> 0 -> 'alternatives') as a
        where (a ->> 'starts_at')::timestamptz in (
            given.at('alder', given.day(29, '12:00'))::timestamptz,
            given.at('alder', given.day(31, '12:00'))::timestamptz
        )
    $$,
    'what is proposed is not one of the others'
);

-- Every rule holds for each.

select throws_ok(
    $$ select pg_temp.book(given.day(3, '16:30')) $$, 'KC040', null, 'not past closing time'
);
select is(
    pg_temp.conflicts(given.day(3, '16:30')) -> 0 -> 'reasons' -> 0 ->> 'code', 'outside-shift',
    'and says so'
);
select given.nobody();
update data.tenants set max_per_customer_per_day = 1 where slug = 'alder';
select given.acting_for('alder');
select is(
    pg_temp.book(given.day(2, '10:00'), 2, 'skip_conflicts', p_days => 5)
    -> 'skipped' -> 0 -> 'reasons' -> 0 ->> 'code',
    'customer-limit', 'a customer has so many on a day, of whatever series'
);
select given.nobody();
update data.tenants set max_per_customer_per_day = null, horizon_days = 40 where slug = 'alder';
select given.acting_for('alder');
select is(
    pg_temp.book(given.day(4, '10:00'), 6, 'skip_conflicts')
    -> 'skipped'
    -> 0
    -> 'reasons'
    -> 0
    ->> 'code',
    'horizon', 'nobody books further ahead than the calendar is open'
);
select given.nobody();
update data.tenants set horizon_days = 700 where slug = 'alder';

-- Holds: a series is one, however many its bookings are.

select given.acting_for('alder');
create temporary table held as
select pg_temp.book(given.day(0, '09:00'), 6, p_service => 'Paid') as series;
select is(
    array(select distinct b ->> 'status' from jsonb_array_elements(series -> 'bookings') as b),
    array['held'], 'a series that is paid online is held, all of it'
) from held;
select lives_ok(
    format('select pg_temp.book(given.day(%s, %L), 6, p_service => %L)', n, '09:00', 'Paid'),
    'another may be held beside it'
) from generate_series(1, 2) as n;
select throws_ok(
    $$ select pg_temp.book(given.day(3, '09:00'), 2, p_service => 'Paid') $$,
    'KL001', null, 'up to as many as single ones'
);

-- Places, and anyone.

select is(
    jsonb_array_length(
        pg_temp.book(given.day(0, '09:00'), 3, p_resource => 'Ben', p_service => 'Class')
        -> 'bookings'
    ),
    3, 'a series of classes takes a place in each'
);
select lives_ok(
    $$ select pg_temp.book(given.day(0, '09:00'), 3, p_resource => 'Ben', p_service => 'Class') $$,
    'so does the next'
);
select throws_ok(
    $$ select pg_temp.book(given.day(0, '09:00'), 3, p_resource => 'Ben', p_service => 'Class') $$,
    'KC040', null, 'until they are full'
);
select is(
    (
        select array_agg(distinct b ->> 'resource_id')
        from jsonb_array_elements(
            pg_temp.book(given.day(0, '10:00'), 4, p_resource => null) -> 'bookings'
        ) as b
    ),
    array[given.resource_id('alder', 'Ben')::text], 'anyone means whoever is free each time'
);

-- The clock on the wall.

select given.nobody();
select given.acting_for('alder', 'owner', 'Olga');
create temporary table autumn as
select pg_temp.book(given.autumn(-2, '10:00'), 3, p_days => 2) as series;
select is(
    array(select b ->> 'starts_at' from jsonb_array_elements(series -> 'bookings') as b),
    array[
        pg_temp.utc(given.autumn(-2, '08:00')),
        pg_temp.utc(given.autumn(0, '09:00')),
        pg_temp.utc(given.autumn(2, '09:00'))
    ],
    'ten o''clock stays ten o''clock when the clocks change'
) from autumn;

-- What does not go together.

select throws_ok(
    $$ select pg_temp.book(given.day(5, '10:00'), p_locals => array[given.day(6, '10:00')]) $$,
    'KV051',
    'The first that the rule gives is ' || given.at('alder', given.day(6, '10:00'))
    || ': send that as starts_at.',
    'starts_at is the first'
);
select throws_ok(
    $$ select pg_temp.book(given.day(5, '10:00'), p_locals => '{}') $$,
    'KV051', null, 'of at least one'
);
select throws_ok(
    $$ select pg_temp.book(given.day(5, '10:00'), 105, p_days => 1) $$,
    'KV050',
    null,
    'of 104 at most'
);
select given.nobody();
insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Porto', 'Europe/Lisbon');
update data.resources set location_id = given.location_id('alder', 'Porto') where name = 'Ben';
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.book(given.day(5, '10:00'), p_resource => null) $$,
    'KV052', null, 'in one time zone'
);

-- Who is who.

select throws_ok(
    $$ select pg_temp.book(given.day(5, '10:00'), p_customer => '{"name": "Zoe"}') $$,
    'KV004', null, 'a guest leaves an e-mail address'
);
select throws_ok(
    $$ select api.create_series(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.at('alder', given.day(5, '10:00')), 'FREQ=DAILY;COUNT=1',
        '{"name": "Zoe", "email": "z@z.test"}', p_location_id => uuidv7(),
        p_local_starts => array[given.day(5, '10:00')]
    ) $$,
    'KN006', null, 'nobody does it at a place that is not there'
);
select throws_ok(
    $$ select pg_temp.book(given.day(5, '10:00'), p_resource => 'Ben', p_service => 'Paid') $$,
    'KN005', null, 'nor somebody who does not do it'
);
select given.acting_for('birch');
select throws_ok(
    $$ select pg_temp.book(given.day(5, '10:00'), p_slug => 'birch') $$,
    'KN002', null, 'another business''s service does not exist'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.book(
        given.day(5, '10:00'), p_customer => jsonb_build_object('id', uuidv7())
    ) $$,
    'KN004', null, 'a customer who is named has to be there'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select pg_temp.book(given.day(5, '10:00')) $$, 'KF001', null,
    'this door is for guests and staff'
);

-- Said again.

select given.acting_for(
    'alder', 'guest', null, '{"idempotency_key": "k", "request_hash": "h"}'
);
create temporary table first_time as select pg_temp.book(given.day(5, '11:00')) as series;
select is(
    pg_temp.book(given.day(5, '11:00'), p_locals => '{}') ->> 'id', series ->> 'id',
    'a request that comes again is answered as the first time, whatever the rule now gives'
) from first_time;
select given.acting_for(
    'alder', 'guest', null, '{"idempotency_key": "k", "request_hash": "other"}'
);
select throws_ok(
    $$ select pg_temp.book(given.day(5, '12:00')) $$, 'KV003', null, 'and another is not'
);

select * from finish();
rollback;
