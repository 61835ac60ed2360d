-- api.reschedule_my_booking: an account moves a booking.

begin;
select plan(6);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.resource('birch', 'Ann');
select given.service('birch', 'Cut', 60, 'Ann');
create temporary table booked as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as zoe,
    given.booking('birch', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe') as far,
    given.booking('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Eve') as eve;
grant select on booked to public;

select given.patron('Zoe'), given.patron('Eve'), given.patron('Adam');

create function pg_temp.move(p_booking_id uuid, p_days integer) returns jsonb
    language sql
    return api.reschedule_my_booking(
        null, p_booking_id, given.at('alder', given.day(p_days, '12:00'))
    );

select given.acting_as_patron('Eve');
select throws_ok(
    $$ select pg_temp.move(zoe, 3) from booked $$,
    'KN003', null, 'what is another''s is not there'
);
select given.acting_as_patron('Adam');
select throws_ok(
    $$ select pg_temp.move(zoe, 3) from booked $$,
    'KN003', null, 'nor for whom nobody knows'
);
select given.acting_for(null, 'guest');
select throws_ok(
    $$ select pg_temp.move(zoe, 3) from booked $$,
    'KA001', null, 'who is nobody signs in first'
);

select given.acting_as_patron('Zoe');
select is(pg_temp.move(zoe, 3) ->> 'version', '2', 'to a time that is free') from booked;
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select api.reschedule_my_booking(null, zoe, given.at('alder', given.day(2, '10:00')))
       from booked $$,
    'KC001', null, 'and to no other'
);
select given.nobody();
update data.bookings set reschedule_window_minutes = 525600;
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select pg_temp.move(zoe, 4) from booked $$,
    'KV016', null, 'within the time that the business allows'
);

select * from finish();
rollback;
