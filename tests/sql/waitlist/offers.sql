-- What becomes free is offered, however it becomes so, and never to two or twice to one.

begin;
select plan(26);

-- What the test has written down may be read by all that it acts for.
alter default privileges grant select on tables to public;

select given.tenant('alder');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Cat');
select given.resource('alder', 'Room', 'room');
select given.service('alder', 'Day', 480, 'Ann', 'Ben', 'Cat');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Perm', 120, 'Ann', 'Ben');
select given.service('alder', 'Massage', 60, 'Cat');
select given.requirement('alder', 'Massage', 2, 1, 'Room');
select given.member('alder', 'Olga', 'owner');

create function pg_temp.full(p_day integer, p_resource text default 'Ann') returns uuid
    language sql
    return given.booking('alder', 'Day', p_resource, given.day(p_day, '09:00'), 'Zoe');

create function pg_temp.cancel(p_id uuid) returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'owner', 'Olga');
    perform api.cancel_booking(given.tenant_id('alder'), p_id);
    perform given.nobody();
end;
$$;

-- Whoever waited for a day, with when it is held for them.
create function pg_temp.offers(p_day integer) returns text
    language sql
    return (
        select string_agg(
            b.customer_name || ' ' || to_char(b.starts_at at time zone b.time_zone, 'HH24:MI')
            || ' ' || r.name,
            ', ' order by b.starts_at, b.booking_id
        )
        from data.waitlist as w
        join data.bookings as b
            on b.tenant_id = w.tenant_id and b.booking_id = w.booking_id
        join data.resources as r on r.resource_id = b.resource_id
        where
            w.status = 'offered'
            and (b.starts_at at time zone b.time_zone)::date = given.day(p_day)::date
    );

-- Cancelling. A long gap may serve many.

create temporary table made as select pg_temp.full(0) as id;
select given.waiting('alder', 'Perm', 'Ann', given.day(0), 'Abe');
select given.waiting('alder', 'Cut', 'Ann', given.day(0, '15:00'), 'Bea', 2);
select given.waiting('alder', 'Cut', 'Ann', given.day(0, '06:00'), 'Cal', 4);
select given.waiting('alder', 'Cut', 'Ann', given.day(0, '16:30'), 'Dan', 2);
select given.waiting('alder', 'Day', 'Ann', given.day(0), 'Eve');
select pg_temp.cancel(id) from made;
select is(
    pg_temp.offers(0), 'Abe 09:00 Ann, Bea 15:00 Ann',
    'in the order in which they came, each what is left, and nobody outside their window'
);
select is(
    (select count(*)::integer from data.events where type = 'waitlist.offered'), 2,
    'each offer is told'
);
select is(
    (
        select array_agg(distinct b.status || ' ' || b.payment_status)
        from data.waitlist as w join data.bookings as b
            on b.tenant_id = w.tenant_id and b.booking_id = w.booking_id
    ),
    array['held none'], 'each is a booking that is held'
);
select throws_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Yan') $$, 'KC001', null,
    'nobody else can have what is offered'
);
select lives_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '11:00'), 'Yan') $$,
    'what suited nobody is for anybody'
);

-- Nobody has two offers at once, and who has one does not stand in the way of others.

create temporary table more as select pg_temp.full(1) as id;
select given.waiting('alder', 'Day', 'Ann', given.day(1), 'Abe');
select given.waiting('alder', 'Day', 'Ann', given.day(1), 'Fay');
select pg_temp.cancel(id) from more;
select is(pg_temp.offers(1), 'Fay 09:00 Ann', 'who has an offer is passed over');

-- Anyone: whoever is free, and a lead that is not asked for is not taken.

create temporary table two as select pg_temp.full(2, 'Ann') as ann, pg_temp.full(2, 'Ben') as ben;
select given.waiting('alder', 'Cut', null, given.day(2), 'Gus');
select given.waiting('alder', 'Cut', 'Ann', given.day(2), 'Hal');
select pg_temp.cancel(ben) from two;
select is(pg_temp.offers(2), 'Gus 09:00 Ben', 'for anyone it is whoever is free');

-- A room that somebody leaves is of use to everybody who needs one.

select given.booking('alder', 'Massage', 'Cat', given.day(3, '09:00'), 'Zoe');
update data.hours set opens_at = '09:00', closes_at = '10:00'
where resource_id = given.resource_id('alder', 'Cat');
select given.resource('alder', 'Dee');
update data.hours set closes_at = '10:00' where resource_id = given.resource_id('alder', 'Dee');
insert into data.candidates (tenant_id, service_id, resource_id, position)
values (
    given.tenant_id('alder'), given.service_id('alder', 'Massage'),
    given.resource_id('alder', 'Dee'), 1
);
select given.waiting('alder', 'Massage', 'Dee', given.day(3), 'Ida');
select pg_temp.cancel(booking_id) from data.bookings
where service_id = given.service_id('alder', 'Massage') and status = 'confirmed';
select is(pg_temp.offers(3), 'Ida 09:00 Dee', 'what it needs besides may be what was missing');

-- Declining a booking, and moving it.

update data.services set needs_acceptance = true where name = 'Day';
create temporary table asked as select pg_temp.full(4) as id;
select given.waiting('alder', 'Cut', 'Ann', given.day(4), 'Jan');
select given.acting_for('alder', 'owner', 'Olga');
select api.decline_booking(given.tenant_id('alder'), id) from asked;
select given.nobody();
select is(pg_temp.offers(4), 'Jan 09:00 Ann', 'who is not accepted makes room');

update data.services set needs_acceptance = false where name = 'Day';
create temporary table moved as select pg_temp.full(5) as id;
select given.waiting('alder', 'Perm', 'Ann', given.day(5), 'Kim');
select given.acting_for('alder', 'owner', 'Olga');
select api.reschedule_booking(
    given.tenant_id('alder'), id, given.at('alder', given.day(6, '09:00'))
) from moved;
select given.nobody();
select is(pg_temp.offers(5), 'Kim 09:00 Ann', 'and who moves away');

-- Working longer.

create function pg_temp.as_owner() returns void
    language sql
    return given.acting_for('alder', 'owner', 'Olga');

select pg_temp.full(7);
select given.waiting('alder', 'Cut', 'Ann', given.day(7), 'Lea');
select pg_temp.as_owner();
select api.create_shift(
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'),
    given.at('alder', given.day(7, '09:00')), given.at('alder', given.day(7, '18:00'))
);
select given.nobody();
select is(pg_temp.offers(7), 'Lea 17:00 Ann', 'a longer shift');

select pg_temp.full(8);
insert into data.shifts (tenant_id, resource_id, on_date, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), given.day(8)::date,
    given.at('alder', given.day(8, '09:00'))::timestamptz,
    given.at('alder', given.day(8, '17:00'))::timestamptz
);
select given.waiting('alder', 'Cut', 'Ann', given.day(8), 'Max');
select pg_temp.as_owner();
select api.update_shift(
    given.tenant_id('alder'),
    (
        select (item ->> 'id')::uuid
        from jsonb_array_elements(api.list_shifts(
            given.tenant_id('alder'), p_from => given.day(8)::date, p_to => given.day(8)::date
        ) -> 'items') as item
    ),
    p_ends_at => given.at('alder', given.day(8, '18:00'))
);
select given.nobody();
select is(pg_temp.offers(8), 'Max 17:00 Ann', 'a shift that is made longer');

insert into data.shifts (tenant_id, resource_id, on_date, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), given.day(9)::date,
    given.at('alder', given.day(9, '03:00'))::timestamptz,
    given.at('alder', given.day(9, '03:30'))::timestamptz
);
select given.waiting('alder', 'Cut', 'Ann', given.day(9), 'Ned');
select pg_temp.as_owner();
select api.delete_shift(
    given.tenant_id('alder'),
    (
        select (item ->> 'id')::uuid
        from jsonb_array_elements(api.list_shifts(
            given.tenant_id('alder'), p_from => given.day(9)::date, p_to => given.day(9)::date
        ) -> 'items') as item
    )
);
select given.nobody();
select is(pg_temp.offers(9), 'Ned 09:00 Ann', 'a shift that gives way to weekly hours');

create function pg_temp.off(p_day integer) returns void
    language sql
begin atomic
    insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)
    values (
        given.tenant_id('alder'), given.resource_id('alder', 'Ann'),
        given.at('alder', given.day(p_day))::timestamptz,
        given.at('alder', given.day(p_day + 1))::timestamptz
    );
end;
create function pg_temp.time_off(p_day integer) returns uuid
    language sql security definer
    return (
        select time_off_id from data.time_off
        where starts_at = given.at('alder', given.day(p_day))::timestamptz
    );
select pg_temp.off(10);
select given.waiting('alder', 'Cut', 'Ann', given.day(10), 'Ona');
select pg_temp.as_owner();
select api.update_time_off(
    given.tenant_id('alder'), pg_temp.time_off(10),
    p_ends_at => given.at('alder', given.day(10, '15:00'))
);
select given.nobody();
select is(pg_temp.offers(10), 'Ona 15:00 Ann', 'leave that is shorter');

select pg_temp.off(11);
select given.waiting('alder', 'Cut', 'Ann', given.day(11), 'Pia');
select pg_temp.as_owner();
select api.delete_time_off(given.tenant_id('alder'), pg_temp.time_off(11));
select given.nobody();
select is(pg_temp.offers(11), 'Pia 09:00 Ann', 'leave that is not taken');

create function pg_temp.shut(p_day integer) returns void
    language sql
begin atomic
    insert into data.closures (tenant_id, location_id, starts_at, ends_at)
    values (
        given.tenant_id('alder'), given.location_id('alder'),
        given.at('alder', given.day(p_day))::timestamptz,
        given.at('alder', given.day(p_day + 1))::timestamptz
    );
end;
create function pg_temp.closure(p_day integer) returns uuid
    language sql security definer
    return (
        select closure_id from data.closures
        where starts_at = given.at('alder', given.day(p_day))::timestamptz
    );
select pg_temp.shut(12);
select given.waiting('alder', 'Cut', 'Ann', given.day(12), 'Qi');
select given.waiting('alder', 'Cut', 'Ben', given.day(12), 'Rob');
select pg_temp.as_owner();
select api.update_closure(
    given.tenant_id('alder'), pg_temp.closure(12),
    p_ends_at => given.at('alder', given.day(12, '16:00'))
);
select given.nobody();
select is(
    pg_temp.offers(12), 'Qi 16:00 Ann, Rob 16:00 Ben', 'a place that opens earlier, for everybody'
);

select pg_temp.shut(13);
select given.waiting('alder', 'Cut', 'Ann', given.day(13), 'Sue');
select pg_temp.as_owner();
select api.delete_closure(given.tenant_id('alder'), pg_temp.closure(13));
select given.nobody();
select is(pg_temp.offers(13), 'Sue 09:00 Ann', 'a place that is open after all');

select pg_temp.full(14, 'Ben');
select given.waiting('alder', 'Cut', 'Ben', given.day(14), 'Tom');
select pg_temp.as_owner();
select api.create_hours(
    given.tenant_id('alder'), given.resource_id('alder', 'Ben'), 1, '18:00', '19:00'
);
select given.nobody();
select is(pg_temp.offers(14), 'Tom 18:00 Ben', 'new weekly hours');

select pg_temp.full(15, 'Ben');
select given.waiting('alder', 'Cut', 'Ben', given.day(15), 'Uma');
select pg_temp.as_owner();
select api.update_hours(
    given.tenant_id('alder'), given.resource_id('alder', 'Ben'),
    (
        select (item ->> 'id')::uuid
        from jsonb_array_elements(api.list_hours(
            given.tenant_id('alder'), given.resource_id('alder', 'Ben')
        ) -> 'items') as item
        where item ->> 'weekday' = '2'
    ),
    p_closes_at => '18:00'
);
select given.nobody();
select is(pg_temp.offers(15), 'Uma 17:00 Ben', 'longer weekly hours');

insert into data.hours (tenant_id, resource_id, weekday, opens_at, closes_at)
values (given.tenant_id('alder'), given.resource_id('alder', 'Ben'), 3, '08:50', '17:30');
select given.booking('alder', 'Day', 'Ben', given.day(16, '09:05'), 'Zoe');
select given.waiting('alder', 'Cut', 'Ben', given.day(16, '09:00'), 'Vic', 1);
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$
        select api.delete_hours(
            given.tenant_id('alder'), given.resource_id('alder', 'Ben'),
            (
                select (item ->> 'id')::uuid
                from jsonb_array_elements(api.list_hours(
                    given.tenant_id('alder'), given.resource_id('alder', 'Ben')
                ) -> 'items') as item
                where item ->> 'opens_at' like '08:50%'
            )
        )
    $$,
    'fewer hours are looked at too'
);
select given.nobody();

-- More to have.

select pg_temp.full(17);
select given.waiting('alder', 'Cut', 'Ann', given.day(17), 'Wim');
select pg_temp.as_owner();
select api.update_resource(
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), p_seats => 2
);
select given.nobody();
select is(pg_temp.offers(17), 'Wim 09:00 Ann', 'a second chair');

select pg_temp.as_owner();
select api.update_resource(
    given.tenant_id('alder'), given.resource_id('alder', 'Cat'), p_is_public => true
);
select given.nobody();
update data.hours set opens_at = '09:00', closes_at = '17:00'
where resource_id = given.resource_id('alder', 'Cat');
select pg_temp.full(18, 'Ben');
select given.service('alder', 'Shave', 60, 'Ben');
select given.waiting('alder', 'Shave', null, given.day(18), 'Xia');
select pg_temp.as_owner();
select api.update_service(
    given.tenant_id('alder'), given.service_id('alder', 'Shave'),
    p_requirements => jsonb_build_array(jsonb_build_object('resource_ids', jsonb_build_array(
        given.resource_id('alder', 'Ben'), given.resource_id('alder', 'Cat')
    )))
);
select given.nobody();
select is(pg_temp.offers(18), 'Xia 09:00 Cat', 'somebody else who does it');

-- A class, and a party.

select given.resource('alder', 'Yoga');
select given.service('alder', 'Class', 60, 'Yoga');
update data.services set capacity = 3 where name = 'Class';
update data.hours set closes_at = '10:00' where resource_id = given.resource_id('alder', 'Yoga');
create temporary table class as
select
    given.booking('alder', 'Class', 'Yoga', given.day(19, '09:00'), 'Z1') as one,
    given.booking('alder', 'Class', 'Yoga', given.day(19, '09:00'), 'Z2') as two,
    given.booking('alder', 'Class', 'Yoga', given.day(19, '09:00'), 'Z3') as three;
select given.acting_for('alder');
select api.join_waitlist(
    given.tenant_id('alder'), given.service_id('alder', 'Class'), given.day(19)::date::text,
    given.day(19)::date::text, '{"name": "Yves", "email": "yves@customers.test"}',
    p_party_size => 2
);
select given.nobody();
select given.waiting('alder', 'Class', 'Yoga', given.day(19), 'Zed');
select pg_temp.cancel(one) from class;
select is(pg_temp.offers(19), 'Zed 09:00 Yoga', 'a place is no use to two');
select pg_temp.cancel(two) from class;
select is(pg_temp.offers(19), 'Zed 09:00 Yoga', 'still not');
select pg_temp.cancel(three) from class;
select is(pg_temp.offers(19), 'Zed 09:00 Yoga, Yves 09:00 Yoga', 'two places are');

-- The day's limit: any start of the day is free then, not only the one that was left.

select given.resource('alder', 'Limited');
select given.service('alder', 'Rare', 60, 'Limited');
update data.resources set max_per_day = 1 where name = 'Limited';
create temporary table rare as
select given.booking('alder', 'Rare', 'Limited', given.day(20, '09:00'), 'Zoe') as id;
select given.waiting('alder', 'Rare', 'Limited', given.day(20, '14:00'), 'Ada', 3);
select pg_temp.cancel(id) from rare;
select is(pg_temp.offers(20), 'Ada 14:00 Limited', 'a day that is not full any more');

select * from finish();
rollback;
