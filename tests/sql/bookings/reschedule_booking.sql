-- api.reschedule_booking: the same booking at another time.

begin;
select plan(22);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Room', 'room');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Massage', 60, 'Ann');
select given.requirement('alder', 'Massage', 2, 1, 'Room');
select given.member('alder', 'Olga', 'owner');
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as two,
    given.booking('alder', 'Massage', 'Ann', given.day(1, '10:00')) as massage;
grant select on made to public;

create function pg_temp.move(p_id uuid, p_at timestamp, p_resource text default null) returns jsonb
    language sql
as $$
    select api.reschedule_booking(
        p_tenant_id => given.tenant_id('alder'), p_booking_id => p_id,
        p_starts_at => given.at('alder', p_at),
        p_resource_id => given.resource_id('alder', p_resource)
    );
$$;

create function pg_temp.token(p_id uuid) returns jsonb
    language sql security definer
as $$
    select jsonb_build_object('manage_token', private.manage_token(given.tenant_id('alder'), p_id));
$$;

select given.nobody();
update data.services set duration_minutes = 30, price_minor = 9900;
select given.acting_for('alder', 'guest', null, pg_temp.token(one)) from made;
create temporary table moved as
select pg_temp.move(one, given.day(0, '10:30')) as booking
from made;
grant select on moved to public;

select is((booking ->> 'id')::uuid, (select one from made), 'the id stays') from moved;
select is((booking -> 'version')::integer, 2, 'the version rises') from moved;
select is(
    booking ->> 'starts_at', given.at('alder', given.day(0, '10:30')),
    'it may move to a time that overlaps its own'
) from moved;
select is(
    booking ->> 'ends_at', given.at('alder', given.day(0, '11:30')),
    'it is as long as was agreed, whatever the service has become'
) from moved;
select is(booking -> 'price' ->> 'amount', '0', 'and costs what was agreed') from moved;
select is(
    booking ->> 'resource_id', given.resource_id('alder', 'Ann')::text, 'it stays with whom it was'
) from moved;

select throws_ok(
    $$ select pg_temp.move(one, given.day(0, '11:30')) from made $$,
    'KC001', null, 'not into somebody else''s time'
);
select is(
    pg_temp.move(one, given.day(0, '12:00'), 'Ben') ->> 'resource_id',
    given.resource_id('alder', 'Ben')::text, 'but to somebody else, if asked'
) from made;
select throws_ok(
    $$ select pg_temp.move(one, given.day(0, '20:00')) from made $$,
    'KV012', null, 'not outside hours'
);
select throws_ok(
    $$ select pg_temp.move(one, given.day(-20, '10:00')) from made $$,
    'KV010', null, 'not into the past'
);
select throws_ok(
    $$ select pg_temp.move(two, given.day(0, '14:00')) from made $$,
    'KN003', null, 'not without its token'
);

select given.nobody();
select results_eq(
    $$
        select starts_at, ends_at, active
        from data.allocations
        where booking_id = (select one from made)
    $$,
    $$ values (
        given.at('alder', given.day(0, '12:00'))::timestamptz,
        given.at('alder', given.day(0, '13:00'))::timestamptz,
        true
    ) $$,
    'its allocation went with it, and none was left behind'
);
select is(
    (select data ->> 'previously' from data.events
     where type = 'booking.rescheduled' and subject_version = 3),
    given.at('alder', given.day(0, '10:30')), 'what is told says when it was before'
);

-- A visit that needs more than one resource moves with all of them.

select given.acting_for('alder', 'owner', 'Olga');
select is((pg_temp.move(massage, given.day(2, '09:00')) -> 'version')::integer, 2, 'staff move any')
from made;
select given.nobody();
select is(
    (select count(*)::integer from data.allocations
     where booking_id = (select massage from made) and active
       and starts_at = given.at('alder', given.day(2, '09:00'))::timestamptz),
    2, 'the room moves with the visit'
);

-- What a customer may, and what was agreed.

update data.services set duration_minutes = 120 where name = 'Cut';
update data.bookings set any_resource = true where booking_id = (select one from made);
select given.acting_for('alder', 'guest', null, pg_temp.token(one)) from made;
select is(
    pg_temp.move(one, given.day(3, '16:00')) ->> 'ends_at',
    given.at('alder', given.day(3, '17:00')),
    'with anyone, too, it is as long as was agreed'
) from made;
select given.nobody();
update data.bookings set any_resource = false where booking_id = (select one from made);
update data.candidates set price_minor = 99900
where
    service_id = given.service_id('alder', 'Cut')
    and resource_id = given.resource_id('alder', 'Ann');
update data.bookings set resource_id = given.resource_id('alder', 'Ben')
where booking_id = (select one from made);
select given.acting_for('alder', 'guest', null, pg_temp.token(one)) from made;
select throws_ok(
    $$ select pg_temp.move(one, given.day(3, '10:00'), 'Ann') from made $$,
    'KV018', null, 'a customer does not move to a dearer lead for the old price'
);
select given.nobody();
update data.candidates set price_minor = null where price_minor = 99900;
update data.tenants set max_per_customer_per_day = 1 where slug = 'alder';
select given.booking('alder', 'Cut', 'Ben', given.day(4, '10:00'));
select given.acting_for('alder', 'guest', null, pg_temp.token(one)) from made;
select throws_ok(
    $$ select pg_temp.move(one, given.day(4, '13:00')) from made $$,
    'KV015', null, 'nor to a day that is full for them'
);
select given.nobody();
update data.tenants set max_per_customer_per_day = null where slug = 'alder';
update data.services set duration_minutes = 30;

-- The window, and states.

update data.bookings set reschedule_window_minutes = 60 * 24 * 60
where booking_id = (select one from made);
select given.acting_for('alder', 'guest', null, pg_temp.token(one)) from made;
select throws_ok(
    $$ select pg_temp.move(one, given.day(0, '14:00')) from made $$,
    'KV016', null, 'a customer can be too late'
);
select given.acting_for('alder', 'owner', 'Olga', '{"if_match": "1"}');
select throws_ok(
    $$ select pg_temp.move(one, given.day(0, '14:00')) from made $$,
    'KP001', null, 'If-Match has to name the version'
);
select given.nobody();
update data.bookings set status = 'cancelled_by_business' where booking_id = (select two from made);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.move(two, given.day(0, '14:00')) from made $$,
    'KC002', null, 'what has ended is not moved'
);
select lives_ok(
    $$ select pg_temp.move(one, given.day(0, '15:10')) from made $$,
    'staff are not bound to the window, nor to the grid'
);

select * from finish();
rollback;
