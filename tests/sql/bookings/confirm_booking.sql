-- api.confirm_booking: pending becomes confirmed, by whom, and when not.

begin;
select plan(14);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
update data.services set needs_acceptance = true;
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
grant select on made to public;

create function pg_temp.confirm_booking(p_id uuid, p_slug text default 'alder') returns jsonb
    language sql
as $$
    select api.confirm_booking(p_tenant_id => given.tenant_id(p_slug), p_booking_id => p_id);
$$;

select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.confirm_booking(one) from made $$, 'KA001', null, 'a guest has to sign in'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select pg_temp.confirm_booking(one) from made $$, 'KF001', null, 'customers may not'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.confirm_booking(one, 'birch') from made $$,
    'KN003',
    null,
    'for others it is not there'
);
select given.acting_for('alder', 'owner', 'Olga', '{"if_match": "9"}');
select throws_ok(
    $$ select pg_temp.confirm_booking(one) from made $$,
    'KP001',
    null,
    'If-Match has to name the version'
);
select given.acting_for('alder', 'staff', 'Ann', '{"idempotency_key": "k", "request_hash": "h"}');
create temporary table done as select pg_temp.confirm_booking(one) as booking from made;
grant select on done to public;
select is(booking ->> 'status', 'confirmed', 'whoever leads it may') from done;
select
    is(
        pg_temp.confirm_booking(one),
        (select booking from done),
        'a repeated request gets the same answer'
    )
from made;
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.confirm_booking(one) from made $$, 'KC002', null, 'but it happens once'
);
select given.nobody();
select is(
    (
        select count(*)::integer
        from data.events
        where type = 'booking.confirmed' and subject_version = 2
    ),
    1, 'and is told once'
);

-- A held booking, by hand.

select given.nobody();
update data.services set price_minor = 100, pay_online = true, needs_acceptance = false;
create temporary table held as
select given.booking('alder', 'Cut', 'Ann', given.day(3, '10:00')) as one;
grant select on held to public;
select given.acting_for('alder', 'owner', 'Olga');
select
    is(pg_temp.confirm_booking(one) ->> 'hold_expires_at', null, 'a confirmed hold has no deadline')
from held;
select given.nobody();
select is(
    (select count(*)::integer from data.allocations
     where booking_id = (select one from held) and active and hold_expires_at is null),
    1, 'and neither has its place in the calendar'
);
create temporary table lost as
select given.booking('alder', 'Cut', 'Ann', given.day(4, '10:00')) as one;
grant select on lost to public;
update data.allocations set active = false where booking_id = (select one from lost);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.confirm_booking(one) from lost $$,
    'KC003',
    null,
    'a hold that lost its slot is gone'
);

select given.nobody();
create temporary table lapsed as
select given.booking('alder', 'Cut', 'Ann', given.day(5, '10:00'), 'Lea') as one;
grant select on lapsed to public;
update data.bookings set hold_expires_at = now() - interval '1 second'
where booking_id = (select one from lapsed);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.get_booking(given.tenant_id('alder'), one) ->> 'status', 'expired',
    'a hold that has lapsed is expired to whoever looks'
) from lapsed;
select is(
    jsonb_array_length(
        api.list_bookings(given.tenant_id('alder'), p_status => 'expired') -> 'items'
    ), 1, 'and is listed as that'
);
select throws_ok(
    $$ select pg_temp.confirm_booking(one) from lapsed $$, 'KC003', null,
    'and cannot be confirmed: others may have been promised its time'
);

select * from finish();
rollback;
