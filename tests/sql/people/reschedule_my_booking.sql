-- api.reschedule_my_booking: an account moves a booking.

begin;
select plan(4);

select given.patrons();

create function pg_temp.move(p_booking_id uuid, p_days integer) returns jsonb
    language sql
    return api.reschedule_my_booking(
        null, p_booking_id, given.at('alder', given.day(p_days, '12:00'))
    );

select is(
    given.others('select pg_temp.move(zoe, 3) from booked'),
    'Eve KN003, Adam KN003, guest KA001',
    'what is another''s is not there, and who is nobody signs in first'
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
