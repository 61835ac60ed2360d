-- api.reschedule_series: what is still to come moves together, on the clock on the wall.

begin;
select plan(34);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Room', 'room');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Massage', 60, 'Ann');
select given.requirement('alder', 'Massage', 2, 1, 'Room');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ben', 'staff');
create temporary table made as
select
    given.series('alder', 'Cut', 'Ann', given.day(0, '10:00'), 4, 7) as weekly,
    given.series('alder', 'Cut', 'Ben', given.day(0, '10:00'), 5, 1) as daily,
    given.series('alder', 'Massage', 'Ann', given.day(0, '15:00'), 3, 1) as massage,
    given.series('alder', 'Cut', 'Ann', given.autumn(-2, '10:00'), 3, 2) as autumn;
grant select on made to public;

create function pg_temp.move(
    p_series jsonb,
    p_to timestamp,
    p_from integer default null,
    p_resource text default null,
    p_mode text default 'all_or_nothing'
) returns jsonb
    language sql
as $$
    select api.reschedule_series(
        given.tenant_id('alder'),
        (p_series ->> 'id')::uuid,
        given.at('alder', p_to),
        (p_series -> 'bookings' -> p_from ->> 'id')::uuid,
        given.resource_id('alder', p_resource),
        p_mode
    );
$$;

-- Where the bookings of a series stand, on the wall.
create function pg_temp.times(p_series jsonb) returns timestamp[]
    language sql
as $$
    select array(
        select (b ->> 'starts_at')::timestamptz at time zone 'Europe/Rome'
        from jsonb_array_elements(p_series -> 'bookings') as b
    );
$$;

create function pg_temp.utc(p_time timestamp) returns text
    language sql
as $$ select to_char(p_time, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'); $$;

create function pg_temp.act_with(p_series jsonb) returns void
    language sql
as $$
    select given.acting_for(
        'alder', 'guest', null, jsonb_build_object('manage_token', p_series ->> 'manage_token')
    );
$$;

-- To another hour, and another weekday.

select pg_temp.act_with(weekly) from made;
select is(
    pg_temp.times(pg_temp.move(weekly, given.day(1, '11:00'))),
    array[
        given.day(1, '11:00'), given.day(8, '11:00'), given.day(15, '11:00'), given.day(22, '11:00')
    ],
    'all of them move by as much'
) from made;
select is(
    pg_temp.times(pg_temp.move(weekly, given.day(14, '09:00'), 2)),
    array[
        given.day(1, '11:00'), given.day(8, '11:00'), given.day(14, '09:00'), given.day(21, '09:00')
    ],
    'or one and those after it'
) from made;
select given.nobody();
select is(
    (select array_agg(version order by starts_at) from data.bookings
     where series_id = (weekly ->> 'id')::uuid),
    '{2,2,3,3}', 'each is a version further'
) from made;
select is(
    (select count(*)::integer from data.events where type = 'series.rescheduled'), 2, 'it is told'
);

-- A series is not in its own way.

select pg_temp.act_with(daily) from made;
select is(
    pg_temp.times(pg_temp.move(daily, given.day(1, '10:00'))),
    array(select given.day(n, '10:00') from generate_series(1, 5) as n),
    'a daily series moves on by a day'
) from made;
select is(
    pg_temp.times(pg_temp.move(daily, given.day(0, '10:00'))),
    array(select given.day(n, '10:00') from generate_series(0, 4) as n), 'and back'
) from made;
select is(
    pg_temp.times(pg_temp.move(daily, given.day(0, '10:30'))),
    array(select given.day(n, '10:30') from generate_series(0, 4) as n),
    'or by less than it lasts'
) from made;
select pg_temp.act_with(massage) from made;
select is(
    pg_temp.times(pg_temp.move(massage, given.day(1, '15:00'))),
    array(select given.day(n, '15:00') from generate_series(1, 3) as n),
    'with all that it needs'
) from made;
select given.nobody();
select is(
    (select count(*)::integer from data.allocations as a
     join data.bookings as b on b.booking_id = a.booking_id
     where a.active and b.series_id = (massage ->> 'id')::uuid and a.starts_at = b.starts_at),
    6, 'and nothing stays behind'
) from made;

-- The clock on the wall.

select given.acting_for('alder', 'owner', 'Olga');
select is(
    array(
        select b ->> 'starts_at'
        from
            jsonb_array_elements(pg_temp.move(autumn, given.autumn(-2, '11:00')) -> 'bookings') as b
    ),
    array[
        pg_temp.utc(given.autumn(-2, '09:00')),
        pg_temp.utc(given.autumn(0, '10:00')),
        pg_temp.utc(given.autumn(2, '10:00'))
    ],
    'from ten to eleven stays eleven when the clocks change'
) from made;
select is(
    array(
        select b ->> 'starts_at'
        from jsonb_array_elements(pg_temp.move(autumn, given.autumn(0, '11:00')) -> 'bookings') as b
    ),
    array[
        pg_temp.utc(given.autumn(0, '10:00')),
        pg_temp.utc(given.autumn(2, '10:00')),
        pg_temp.utc(given.autumn(4, '10:00'))
    ],
    'also for what moves across the change'
) from made;

-- To somebody else.

select is(
    array(
        select distinct b ->> 'resource_id'
        from
            jsonb_array_elements(
                pg_temp.move(autumn, given.autumn(0, '11:00'), null, 'Ben') -> 'bookings'
            ) as b
    ),
    array[given.resource_id('alder', 'Ben')::text], 'to somebody else, if asked'
) from made;
select throws_ok(
    $$ select pg_temp.move(massage, given.day(1, '15:00'), null, 'Ben') from made $$,
    'KN005', null, 'who does it'
);

-- Others are in the way.

select given.nobody();
select given.booking('alder', 'Cut', 'Ben', given.day(2, '14:00'));
select pg_temp.act_with(daily) from made;
select throws_ok(
    $$ select pg_temp.move(daily, given.day(0, '14:00')) from made $$,
    'KC040', null, 'if one cannot move'
);
select is(
    pg_temp.times(api.get_series(given.tenant_id('alder'), (daily ->> 'id')::uuid)),
    array(select given.day(n, '10:30') from generate_series(0, 4) as n), 'none does'
) from made;

create function pg_temp.conflicts(p_series jsonb, p_to timestamp) returns jsonb
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform pg_temp.move(p_series, p_to);
    return null;
exception when sqlstate 'KC040' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail::jsonb -> 'conflicts';
end;
$$;

create temporary table refused as
select pg_temp.conflicts(daily, given.day(0, '14:00')) as conflicts from made;
select is(jsonb_array_length(conflicts), 1, 'it is said which') from refused;
select is(
    conflicts -> 0 ->> 'starts_at', given.at('alder', given.day(2, '14:00')), 'where it would be'
) from refused;
select is(conflicts -> 0 -> 'reasons' -> 0 ->> 'code', 'booked', 'why') from refused;
select is(jsonb_array_length(conflicts -> 0 -> 'alternatives'), 5, 'and where it could be')
from refused;
create temporary table kept as
select pg_temp.move(daily, given.day(0, '14:00'), null, null, 'propose_alternatives') as series
from made;
select is(
    pg_temp.times(series),
    array[
        given.day(0, '14:00'), given.day(1, '14:00'), given.day(2, '10:30'),
        given.day(3, '14:00'), given.day(4, '14:00')
    ],
    'in another mode what cannot move stays where it is'
) from kept;
select is(jsonb_array_length(series -> 'skipped' -> 0 -> 'alternatives'), 5, 'with proposals')
from kept;
select is(
    pg_temp.move(daily, given.day(0, '15:00'), null, null, 'skip_conflicts') -> 'skipped', '[]',
    'or without; here all of it fits'
) from made;
select throws_ok(
    $$ select pg_temp.move(daily, given.day(0, '20:00'), null, null, 'skip_conflicts') from made $$,
    'KC040', null, 'if nothing can move, every mode refuses'
);

-- Windows, and what is over.

select given.nobody();
update data.bookings set reschedule_window_minutes = 60 * 24 * 60
where booking_id = (select (daily -> 'bookings' -> 1 ->> 'id')::uuid from made);
select pg_temp.act_with(daily) from made;
select throws_ok(
    $$ select pg_temp.move(daily, given.day(0, '09:00')) from made $$,
    'KV016', null, 'if it is too late for one, none moves'
);
select given.nobody();
update data.services set price_minor = 100;
update data.candidates set price_minor = 900
where
    resource_id = given.resource_id('alder', 'Ann')
    and service_id = given.service_id('alder', 'Cut');
select pg_temp.act_with(daily) from made;
select throws_ok(
    $$ select pg_temp.move(daily, given.day(0, '09:00'), null, 'Ann') from made $$,
    'KV018', null, 'customers move on the terms that they have'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.cancel_booking(given.tenant_id('alder'), (weekly -> 'bookings' -> 0 ->> 'id')::uuid)
    ->> 'status',
    'cancelled_by_business', 'one is cancelled'
) from made;
select throws_ok(
    $$ select pg_temp.move(weekly, given.day(1, '10:00'), 0) from made $$,
    'KC002', null, 'then it is not the one to begin with'
);
select throws_ok(
    $$ select api.reschedule_series(
        given.tenant_id('alder'), (weekly ->> 'id')::uuid, given.at('alder', given.day(1, '10:00')),
        (daily -> 'bookings' -> 0 ->> 'id')::uuid
    ) from made $$,
    'KN003', null, 'nor is one of another series'
);
select is(
    pg_temp.times(pg_temp.move(weekly, given.day(9, '11:00'))),
    array[
        given.day(1, '11:00'), given.day(9, '11:00'), given.day(15, '09:00'), given.day(22, '09:00')
    ],
    'the first that is left leads, and what is cancelled stays'
) from made;
select lives_ok(
    $$ select api.cancel_series(given.tenant_id('alder'), (autumn ->> 'id')::uuid) from made $$,
    'a whole series is cancelled'
);
select throws_ok(
    $$ select pg_temp.move(autumn, given.autumn(0, '12:00')) from made $$, 'KC041', null, 'and over'
);

-- Who may.

select given.acting_for('alder', 'staff', 'Ben');
select throws_ok(
    $$ select pg_temp.move(weekly, given.day(1, '10:00')) from made $$,
    'KN011', null, 'staff move what they lead'
);
select given.acting_for('birch', 'owner', 'Olga');
select throws_ok(
    $$ select api.reschedule_series(
        given.tenant_id('birch'), (weekly ->> 'id')::uuid, given.at('alder', given.day(1, '10:00'))
    ) from made $$,
    'KN011', null, 'for another business it does not exist'
);

-- Said again.

select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    pg_temp.move(massage, given.day(1, '09:00')), pg_temp.move(massage, given.day(1, '16:00')),
    'a request that comes again is answered alike'
) from made;

select * from finish();
rollback;
