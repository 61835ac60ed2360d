-- api.get_booking_feed: a booking for its guest's calendar.

begin;
select plan(4);

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
grant select on made to public;

create function pg_temp.event() returns jsonb
    language sql
    return (
        select api.get_booking_feed(given.tenant_id('alder'), one) #> '{events,0}' from made
    );

create function pg_temp.token() returns jsonb
    language sql security definer
    return (
        select jsonb_build_object(
            'manage_token', private.manage_token(given.tenant_id('alder'), one)
        )
        from made
    );

select given.acting_for('alder');
select throws_ok('select pg_temp.event()', 'KN003', null, 'not without its token');

select given.acting_for('alder', 'guest', null, pg_temp.token());
select is(
    pg_temp.event() - 'changed_at',
    jsonb_build_object(
        'booking_id', one, 'version', 1, 'status', 'confirmed',
        'starts_at', given.at('alder', given.day(0, '10:00')),
        'ends_at', given.at('alder', given.day(0, '11:00')),
        'time_zone', 'Europe/Rome', 'business', 'Alder', 'service', 'Cut', 'resource', 'Ann',
        'location', 'alder', 'address', null, 'customer_name', null, 'customer_phone', null,
        'party_size', 1
    ),
    'what, where and when'
)
from made;

select given.nobody();
update data.services set archived_at = now();
update data.bookings set status = 'cancelled_by_business';
select given.acting_for('alder', 'guest', null, pg_temp.token());
select is(pg_temp.event() ->> 'status', 'cancelled_by_business', 'that it is off, too');
select is(pg_temp.event() ->> 'version', '2', 'which comes after');

select * from finish();
rollback;
