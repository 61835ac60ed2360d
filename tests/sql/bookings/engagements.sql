-- Somebody who works in several places is one person: taken in one, they are not free in another.

begin;
select plan(34);

select given.tenant('alder');
select given.tenant('birch', 'Europe/Warsaw');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Room', 'room');
select given.resource('birch', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Yoga', 60, 'Ann');
select given.service('birch', 'Cut', 60, 'Ann');
select given.service('birch', 'Paid', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('birch', 'Otto', 'owner');
select given.member('alder', 'Ann', 'staff');
update data.services set capacity = 3 where name = 'Yoga';
update data.services set price_minor = 1000, pay_online = true where name = 'Paid';
update data.services
set buffer_before_minutes = 15, buffer_after_minutes = 30
where name = 'Cut' and tenant_id = given.tenant_id('birch');

create function pg_temp.is_free(p_slug text, p_service text, p_local timestamp) returns boolean
    language sql
    return (
        api.explain_slot(
            given.tenant_id(p_slug), given.service_id(p_slug, p_service),
            given.resource_id(p_slug, 'Ann'), given.at(p_slug, p_local)
        ) ->> 'free'
    )::boolean;

create function pg_temp.starts(p_slug text, p_service text, p_day integer) returns text[]
    language sql
    return array(
        select to_char((s ->> 'starts_at')::timestamptz at time zone 'Europe/Rome', 'HH24:MI')
        from json_array_elements((api.get_availability(
            p_tenant_id => given.tenant_id(p_slug),
            p_service_id => given.service_id(p_slug, p_service),
            p_from => given.day(p_day)::date, p_to => given.day(p_day)::date,
            p_resource_id => given.resource_id(p_slug, 'Ann')
        )) -> 'slots') as s
    );

create function pg_temp.engagements() returns bigint
    language sql security definer
    return (select count(*) from data.engagements);

-- One calendar: nothing is known of anybody.

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as here,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00')) as twice,
    given.booking('birch', 'Cut', 'Ann', given.day(1, '10:00')) as twice_there;
grant select on made to public;
select is(
    (select count(person_id) from data.resources) + (select count(person_id) from data.allocations)
    + pg_temp.engagements(),
    0::bigint, 'somebody with one calendar has no engagements'
);

-- A second one, in another business. What is booked already is an engagement.

insert into data.members (tenant_id, user_id, role)
values (given.tenant_id('birch'), given.user_id('alder', 'Ann'), 'staff');
select given.acting_for('birch', 'owner', 'Otto', '{"request_id": "kept"}');
select lives_ok(
    $$
        select api.update_resource(
            p_tenant_id => given.tenant_id('birch'),
            p_resource_id => given.resource_id('birch', 'Ann'),
            p_user_id => given.user_id('alder', 'Ann')
        )
    $$,
    'the other business says who it is'
);
select is(
    current_setting('request.claims')::jsonb ->> 'request_id', 'kept',
    'whoever said so is still who they were'
);
select given.nobody();
select results_eq(
    $$ select distinct person_id from data.resources where name = 'Ann' $$,
    $$ values (given.user_id('alder', 'Ann')) $$,
    'both calendars are of one person'
);
select set_eq(
    $$ select booking_id from data.engagements $$,
    $$ select here from made union select twice from made $$,
    'of two bookings at the same time, the first has the engagement'
);
select is_empty('table data.violations', 'and that is how it may be');
select is(
    (
        select count(*) from data.events
        where tenant_id = given.tenant_id('alder') and type = 'resource.updated'
            and actor_id is not null
    ),
    0::bigint, 'nobody of another business acts in this one'
);

-- Search, explain and enforce.

select given.acting_for('birch', 'guest');
select is(
    pg_temp.starts('birch', 'Cut', 0), array[
        '11:15', '11:30', '11:45', '12:00', '12:15', '12:30', '12:45', '13:00', '13:15', '13:30',
        '13:45', '14:00', '14:15', '14:30', '14:45', '15:00', '15:15', '15:30', '15:45', '16:00'
    ],
    'what is taken there is not offered here, with the buffers of here'
);
select is(
    api.explain_slot(
        given.tenant_id('birch'), given.service_id('birch', 'Cut'),
        given.resource_id('birch', 'Ann'), given.at('birch', given.day(0, '10:30'))
    ),
    '{"free": false, "reasons": [{"code": "booked", "starts_at": null, "ends_at": null}]}',
    'they are booked; when and by whom is not said'
);
select given.nobody();
select throws_ok(
    $$ select given.booking('birch', 'Cut', 'Ann', given.day(0, '10:30')) $$,
    'KC001', null, 'nor can it be booked'
);
select is(pg_temp.engagements(), 2::bigint, 'and whoever was refused leaves nothing');
select lives_ok(
    $$ select given.booking('birch', 'Cut', 'Ann', given.day(0, '11:15')) $$,
    'what is offered can be'
);
select given.acting_for('alder', 'guest');
select ok(
    not pg_temp.is_free('alder', 'Cut', given.day(0, '12:30'))
    and pg_temp.is_free('alder', 'Cut', given.day(0, '12:45')),
    'with its buffers they are taken in the other business too'
);
select ok(
    not pg_temp.is_free('alder', 'Cut', given.day(0, '11:00')),
    'before it, there is no room for a visit'
);
select given.nobody();

-- Whatever the door: the row itself is kept out.

select throws_ok(
    $$
        insert into data.allocations (
            tenant_id, booking_id, resource_id, place, seat, session_id, starts_at, ends_at,
            person_id
        )
        select
            a.tenant_id, a.booking_id, a.resource_id, 9, 9, a.session_id,
            b.starts_at, b.ends_at, a.person_id
        from data.allocations as a
        join data.allocations as b on b.booking_id = (select here from made)
        where a.tenant_id = given.tenant_id('birch') and a.person_id is not null
        limit 1
    $$,
    'KC001', null, 'a hand that writes past every function is stopped'
);
select lives_ok(
    $$
        insert into data.allocations (
            tenant_id, booking_id, resource_id, place, seat, session_id, starts_at, ends_at,
            person_id
        )
        select
            tenant_id, booking_id, resource_id, 9, seat, uuidv7(), starts_at, ends_at, person_id
        from data.allocations
        where booking_id = (select here from made)
        on conflict on constraint allocations_no_overlap do nothing
    $$,
    'where the calendar itself is taken, no row is written'
);
select is(
    (select count(*) from data.engagements where place = 9), 0::bigint,
    'and no engagement stays behind'
);

-- A class has one leader, and its places share that hour.

select given.booking('alder', 'Yoga', 'Ann', given.day(2, '10:00'), 'Bea');
select lives_ok(
    $$ select given.booking('alder', 'Yoga', 'Ann', given.day(2, '10:00'), 'Cleo') $$,
    'the places of a class are no rivals'
);
select throws_ok(
    $$ select given.booking('birch', 'Cut', 'Ann', given.day(2, '10:15')) $$,
    'KC001', null, 'but whoever leads it is taken'
);
update data.services set duration_minutes = 120 where name = 'Yoga';
select given.booking('birch', 'Cut', 'Ann', given.day(2, '11:15'));
select given.acting_for('alder', 'guest');
select ok(
    not pg_temp.is_free('alder', 'Yoga', given.day(2, '10:00'))
    and pg_temp.starts('alder', 'Yoga', 2) @> array['13:00']
    and not pg_temp.starts('alder', 'Yoga', 2) @> array['10:00'],
    'a class that takes longer by now cannot be joined into what they have elsewhere'
);
select given.nobody();

-- What goes, goes everywhere.

select given.acting_for('alder', 'owner', 'Olga');
select api.reschedule_booking(
    given.tenant_id('alder'), here, given.at('alder', given.day(0, '09:00'))
)
from made;
select given.acting_for('birch', 'guest');
select ok(
    not pg_temp.is_free('birch', 'Cut', given.day(0, '09:15')), 'a booking that is moved moves'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$
        select api.reschedule_booking(
            given.tenant_id('alder'), here, given.at('alder', given.day(0, '11:30'))
        )
        from made
    $$,
    'KC001', null, 'but not to where they are taken elsewhere'
);
select api.cancel_booking(given.tenant_id('alder'), here) from made;
select given.acting_for('birch', 'guest');
select ok(
    pg_temp.is_free('birch', 'Cut', given.day(0, '09:30')),
    'and one that is cancelled is gone at once'
);
select given.nobody();

-- Holds.

create temporary table held as
select given.booking('birch', 'Paid', 'Ann', given.day(3, '10:00'), 'Dan') as there;
select throws_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(3, '10:30')) $$,
    'KC001', null, 'a hold is an engagement'
);
select given.lapse('birch', true);
select given.acting_for('alder', 'guest');
select ok(pg_temp.is_free('alder', 'Cut', given.day(3, '10:30')), 'once it has lapsed it is none');
select given.nobody();
select lives_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(3, '10:30')) $$, 'and gives way'
);
select throws_ok(
    $$
        update data.bookings set status = 'confirmed', hold_expires_at = null
        where booking_id = (select there from held)
    $$,
    'KC003', null, 'and for good'
);
select is_empty('table data.violations', 'which is as it must be');
-- The other calendars that they have in the same business.

insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Upstairs', 'Europe/Rome');
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$
        select api.create_resource(
            p_tenant_id => given.tenant_id('alder'),
            p_location_id => given.location_id('alder', 'Upstairs'),
            p_kind => 'staff', p_name => 'Ann upstairs',
            p_user_id => given.user_id('alder', 'Ann')
        )
    $$,
    'a third calendar, upstairs'
);
select given.nobody();
insert into data.hours (tenant_id, resource_id, weekday, opens_at, closes_at)
select given.tenant_id('alder'), given.resource_id('alder', 'Ann upstairs'), n, '09:00', '17:00'
from generate_series(1, 7) as n;
select given.service('alder', 'Talk', 60, 'Ann upstairs');
select throws_ok(
    $$ select given.booking('alder', 'Talk', 'Ann upstairs', given.day(3, '10:00')) $$,
    'KC001', null, 'is theirs too'
);

-- A part of a visit that somebody else leads.

select given.service('alder', 'Help', 60, 'Ben');
select given.requirement('alder', 'Help', 2, 1, 'Ann');
select throws_ok(
    $$ select given.booking('alder', 'Help', 'Ben', given.day(2, '11:30'), 'Fay') $$,
    'KC001', null, 'who is taken elsewhere helps nobody'
);

-- It is somebody else's calendar, or nobody's, from now on.

select given.acting_for('birch', 'owner', 'Otto');
select lives_ok(
    $$
        select api.update_resource(
            p_tenant_id => given.tenant_id('birch'),
            p_resource_id => given.resource_id('birch', 'Ann'),
            p_clear => '["user_id"]'
        )
    $$,
    'it is nobody''s'
);
select given.nobody();
select is(
    (select count(*) from data.engagements where tenant_id = given.tenant_id('birch'))
    + (
        select count(*) from data.person_calendars
        where tenant_id = given.tenant_id('birch')
    ),
    0::bigint, 'and engages nobody'
);
select is_empty('table data.violations', 'all is as it must be');

select * from finish();
rollback;
