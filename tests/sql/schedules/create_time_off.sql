-- api.create_time_off: not working for a while, and bookings that stand in that time.

begin;
select plan(26);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Room', 'room');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.requirement('alder', 'Cut', 2, 1, 'Room');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
update data.services set buffer_before_minutes = 30, buffer_after_minutes = 30;
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as anns,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '14:00')) as bens;
grant select on made to public;

create function pg_temp.leave(
    p_from timestamp, p_until timestamp, p_resource text default 'Ann',
    p_keep boolean default false, p_slug text default 'alder', p_reason text default null
) returns jsonb
    language sql
as $$
    select api.create_time_off(
        p_tenant_id => given.tenant_id(p_slug),
        p_resource_id => given.resource_id('alder', p_resource),
        p_starts_at => given.at('alder', p_from),
        p_ends_at => given.at('alder', p_until),
        p_reason => p_reason,
        p_keep_bookings => p_keep
    );
$$;

create function pg_temp.in_the_way(
    p_from timestamp, p_until timestamp, p_resource text default 'Ann'
) returns jsonb
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform pg_temp.leave(p_from, p_until, p_resource);
    return null;
exception when sqlstate 'KC030' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail;
end;
$$;

-- What it does.

select given.acting_for('alder', 'owner', 'Olga');
create temporary table leave as
select pg_temp.leave(given.day(1, '12:00'), given.day(1, '13:00'), p_reason => 'Dentist') as made;
select is(
    made - 'id',
    jsonb_build_object(
        'resource_id', given.resource_id('alder', 'Ann'),
        'starts_at', given.at('alder', given.day(1, '12:00')),
        'ends_at', given.at('alder', given.day(1, '13:00')),
        'reason', 'Dentist'
    ),
    'time off is answered as it was said'
) from leave;
select ok(
    given.has_locked('alder', 'Ann'), 'until it is there for all to see, nobody else books'
);
select is(
    api.explain_slot(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_starts_at => given.at('alder', given.day(1, '12:30'))
    ) -> 'reasons' -> 0 ->> 'code',
    'time-off', 'and nothing can be booked then'
);
select given.acting_for('alder', 'manager', 'Max');
select lives_ok(
    $$ select pg_temp.leave(given.day(20), given.day(385)) $$, 'a manager may too, for a year'
);
select given.acting_for('alder', 'staff', 'Ann');
select lives_ok(
    $$ select pg_temp.leave(given.day(2, '12:00'), given.day(2, '13:00')) $$,
    'staff may for themselves'
);
select throws_ok(
    $$ select pg_temp.leave(given.day(2, '12:00'), given.day(2, '13:00'), 'Ben') $$,
    'KF001', null, 'and for nobody else'
);

-- Bookings in the way.

select is(
    pg_temp.in_the_way(given.day(0, '10:59'), given.day(0, '12:00')),
    jsonb_build_object('bookings', jsonb_build_array(jsonb_build_object(
        'id', anns,
        'starts_at', given.at('alder', given.day(0, '10:00')),
        'resource_id', given.resource_id('alder', 'Ann')
    ))),
    'a booking in that time is in the way, and named'
) from made;
select is(
    pg_temp.in_the_way(given.day(0, '08:00'), given.day(0, '10:00')), null,
    'one that begins when it ends is not'
);
select is(
    pg_temp.in_the_way(given.day(0, '11:00'), given.day(0, '12:00')), null,
    'nor one that ends when it begins, whatever its buffers'
);
select given.acting_for('alder', 'owner', 'Olga');
select ok(
    pg_temp.in_the_way(given.day(0, '13:00'), given.day(0, '15:00'), 'Room') -> 'bookings'
    @> jsonb_build_array(jsonb_build_object('id', bens)),
    'a room has bookings in the way too, whoever leads them'
) from made;
select is(
    pg_temp.in_the_way(given.day(0, '13:00'), given.day(0, '15:00')), null,
    'bookings of others are not'
);
select lives_ok(
    $$ select pg_temp.leave(given.day(0, '10:00'), given.day(0, '11:00'), p_keep => true) $$,
    'unless they are to be kept'
);
select is(
    api.get_booking(given.tenant_id('alder'), anns) ->> 'status', 'confirmed', 'then they stay'
) from made;
select given.nobody();
update data.bookings set status = 'cancelled_by_business'
where booking_id in (select bens from made);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.in_the_way(given.day(0, '13:00'), given.day(0, '15:00'), 'Ben'), null,
    'who has cancelled is not in the way'
);

select given.nobody();
select given.booking('alder', 'Cut', 'Ben', given.day(n / 3, '09:00') + n % 3 * interval '2 hours')
from generate_series(9, 59) as n;
select given.acting_for('alder', 'owner', 'Olga');
select is(
    jsonb_array_length(pg_temp.in_the_way(given.day(3), given.day(20), 'Ben') -> 'bookings'), 50,
    'fifty at most are named'
);
select throws_like(
    $$ select pg_temp.leave(given.day(3), given.day(20), 'Ben') $$, '%: 51.%',
    'and all are counted'
);
select is(
    pg_temp.in_the_way(given.day(3), given.day(20), 'Ben') -> 'bookings' -> 0 ->> 'starts_at',
    given.at('alder', given.day(3, '09:00')), 'the first first'
);

-- What is refused.

select throws_ok(
    $$ select pg_temp.leave(given.day(6, '12:00'), given.day(6, '12:00')) $$,
    'KV030', null, 'it ends after it starts'
);
select throws_ok(
    $$ select pg_temp.leave(given.day(400), given.day(767)) $$,
    'KV030', null, 'within 366 days'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "one"}'
);
select is(
    pg_temp.leave(given.day(1, '12:00'), given.day(1, '13:00')),
    pg_temp.leave(given.day(1, '12:00'), given.day(1, '13:00')),
    'a request that is repeated is answered again'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "two"}'
);
select throws_ok(
    $$ select pg_temp.leave(given.day(1, '12:00'), given.day(1, '13:00')) $$,
    'KV003', null, 'a key belongs to one request'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select pg_temp.leave(given.day(1, '12:00'), given.day(1, '13:00')) $$,
    'KF001', null, 'customers may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.leave(given.day(1, '12:00'), given.day(1, '13:00')) $$,
    'KA001', null, 'nor may a guest'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.leave(given.day(1, '12:00'), given.day(1, '13:00'), p_slug => 'birch') $$,
    'KN005', null, 'another business''s resource does not exist'
);
select given.nobody();
update data.resources set archived_at = now() where name = 'Ben';
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.leave(given.day(1, '12:00'), given.day(1, '13:00'), 'Ben') $$,
    'KN005', null, 'an archived resource works no more'
);

select given.nobody();
select is(
    (select count(*) from data.events where type = 'time_off.created'),
    (select count(*) from data.time_off), 'every change is told, and none that was undone'
);

select * from finish();
rollback;
