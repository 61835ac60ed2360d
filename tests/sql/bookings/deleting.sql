-- A booking is never deleted, not even by a superuser: it is cancelled, and everybody is told.

begin;
select plan(4);

select given.tenant('alder');
select given.resource('alder', 'Bo');
select given.service('alder', 'Cut', 60, 'Bo');
create temporary table made as
select given.booking('alder', 'Cut', 'Bo', given.day(0, '10:00')) as booking_id;

select throws_ok(
    $$ delete from data.bookings where booking_id = (select booking_id from made) $$,
    'KC002', 'A booking is never deleted: it is cancelled.', 'it is not deleted'
);
select throws_ok($$ truncate data.bookings cascade $$, 'KC002', null, 'nor are all');
select lives_ok(
    $$
        update data.bookings set status = 'cancelled_by_business'
        where booking_id = (select booking_id from made)
    $$, 'it is cancelled'
);
select is(
    (select type from data.events order by event_id desc limit 1),
    'booking.cancelled_by_business', 'and that is told'
);

select * from finish();
rollback;
