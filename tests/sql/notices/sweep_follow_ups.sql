-- api.sweep_follow_ups: the reminders and requests for reviews that are due, of the bookings as
-- they stand, each once.

begin;
select plan(24);

select given.tenant('alder');
select given.resource('alder', 'Sam');
select given.member('alder', 'Sam', 'staff'), given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Sam');
create temporary table booked as
select given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00')) as id;
grant select on booked to public;

-- When the visit begins, less so many minutes.
create function pg_temp.before(p_minutes integer) returns timestamptz
    language sql
    return (
        select b.starts_at - make_interval(mins => p_minutes) from data.bookings as b
        where b.booking_id = (select id from booked)
    );

-- What is made when somebody looks at a moment: how long before the visit, or that it is a review.
create function pg_temp.made(p_at timestamptz) returns text
    language plpgsql
as $$
declare
    v_said text;
begin
    perform given.acting_for('alder', 'worker');
    perform api.relay_events(given.tenant_id('alder'));
    set local role holdfast_api;
    perform private.follow_up(given.tenant_id('alder'), p_at);
    perform given.nobody();
    select string_agg(coalesce(d.data ->> 'minutes', d.kind), ', ' order by d.delivery_id)
    into v_said
    from data.deliveries as d
    where d.kind in ('reminder', 'review_request') and d.created_at <> '2000-01-01';
    update data.deliveries set created_at = '2000-01-01';
    return v_said;
end;
$$;

create function pg_temp.due() returns timestamptz
    language sql
    return (select f.due_at from data.follow_ups as f where f.tenant_id = given.tenant_id('alder'));

select given.acting_for('alder', 'worker');
select api.relay_events(given.tenant_id('alder'));
select given.nobody();
select is(pg_temp.due(), pg_temp.before(1440), 'a booking says when there is a reminder to make');

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok($$ select api.sweep_follow_ups(null) $$, '42501', null, 'nobody has it for a job');
select given.acting_for('alder', 'worker');
select lives_ok(
    $$ select api.sweep_follow_ups(given.tenant_id('alder')) $$, 'but the worker'
);
select given.nobody();

select is(pg_temp.made(pg_temp.before(1441)), null, 'not before it is due');
select is(pg_temp.due(), pg_temp.before(1440), 'which it says');
select is(pg_temp.made(pg_temp.before(1440)), '1440', 'but then');
select is(pg_temp.due(), pg_temp.before(120), 'and then there is the next');
select is(pg_temp.made(pg_temp.before(1439)), null, 'once');
select is(pg_temp.made(pg_temp.before(120)), '120', 'the next comes when that is due');
select is(pg_temp.due(), 'infinity', 'and after the last there is none');

-- Nobody has looked for long.
select given.nobody();
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(1, '10:00'));
select is(pg_temp.made(pg_temp.before(60)), '120', 'of several that are due only the last is made');
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(2, '10:00'));
select is(pg_temp.made(pg_temp.before(0)), null, 'and none once the visit has begun');

-- Whoever books late.
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(3, '10:00'));
update data.bookings set updated_at = pg_temp.before(60) where booking_id = (select id from booked);
select is(
    pg_temp.made(pg_temp.before(30)), null, 'whoever books after it was due is not reminded'
);

-- Bookings that change.
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(4, '10:00'));
select pg_temp.made(pg_temp.before(1500));
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), (select id from booked));
select given.nobody();
select is(pg_temp.made(pg_temp.before(60)), null, 'a visit that is called off is not reminded of');

update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(6, '10:00'));
select is(pg_temp.made(pg_temp.before(1440)), '1440', 'one that stands is');
select given.acting_for('alder', 'owner', 'Olga');
select api.reschedule_booking(
    given.tenant_id('alder'), (select id from booked), given.at('alder', given.day(9, '10:00'))
);
select given.nobody();
select is(pg_temp.made(pg_temp.before(1441)), null, 'one that is moved is not where it was');
select is(pg_temp.made(pg_temp.before(1440)), '1440', 'and is where it is');

-- Settings that change.
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(20, '10:00'));
select given.nobody();
insert into data.notification_settings (tenant_id, channels, reminder_minutes)
values (given.tenant_id('alder'), '{email,sms}', '{10080}');
select is(
    pg_temp.made(pg_temp.before(10080)), '10080, 10080',
    'what is set later holds for the bookings that there are, by every way that is on'
);
update data.notification_settings set reminder_minutes = '{}', channels = '{email}';
select is(pg_temp.made(pg_temp.before(60)), null, 'none is none');

-- Reviews.
update data.notification_settings set asks_for_reviews = true, review_delay_minutes = 60;
update data.bookings
set status = 'completed', version = version + 1
where booking_id = (select id from booked);
select is(pg_temp.made(now()), null, 'a visit is asked after a while after it was completed');
select is(pg_temp.made(now() + interval '60 minutes'), 'review_request', 'then it is');
select is(pg_temp.made(now() + interval '70 minutes'), null, 'once');
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(21, '10:00'));
update data.bookings
set status = 'completed', version = version + 1
where booking_id = (select id from booked);
select is(
    pg_temp.made(now() + interval '80 days'), null, 'whoever was asked not long ago is not'
);
update booked set id = given.booking('alder', 'Cut', 'Sam', given.day(22, '10:00'));
update data.bookings
set status = 'completed', version = version + 1
where booking_id = (select id from booked);
select is(pg_temp.made(now() + interval '91 days'), 'review_request', 'but after long they are');

select * from finish();
rollback;
