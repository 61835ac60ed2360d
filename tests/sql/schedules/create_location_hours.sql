-- api.create_location_hours: saying when a location is open, for all that has no hours of its own.

begin;
select plan(19);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Shave', 60, 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
delete from data.hours where resource_id = given.resource_id('alder', 'Ann');

create function pg_temp.open(
    p_opens time default '10:00', p_closes time default '12:00', p_from date default null,
    p_until date default null, p_slug text default 'alder', p_weekday integer default 1
) returns jsonb
    language sql
as $$
    select api.create_location_hours(
        p_tenant_id => given.tenant_id(p_slug),
        p_location_id => given.location_id('alder'),
        p_weekday => p_weekday,
        p_opens_at => p_opens,
        p_closes_at => p_closes,
        p_valid_from => p_from,
        p_valid_until => p_until
    );
$$;

create function pg_temp.starts(p_service text default 'Cut', p_day integer default 0)
returns integer
    language sql
as $$
    select json_array_length(api.get_availability(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', p_service),
        p_from => given.day(p_day)::date,
        p_to => given.day(p_day)::date
    ) -> 'slots');
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.starts(), 0, 'who has no hours does not work');
create temporary table made as select pg_temp.open() as hours;
select is(pg_temp.starts(), 5, 'but when their location is open');
select is(pg_temp.starts('Shave'), 29, 'who has hours works in these');
select ok(
    given.has_locked('alder', 'Ann'), 'until it is there for all to see, nobody else books'
);
select is(
    hours - 'id',
    jsonb_build_object(
        'location_id', given.location_id('alder'),
        'weekday', 1,
        'opens_at', '10:00',
        'closes_at', '12:00',
        'valid_from', null,
        'valid_until', null
    ),
    'they are answered as they were said'
)
from made;
select is(
    api.get_tenant(given.tenant_id('alder')) #> '{locations,0,hours}',
    '[{"weekday": 1, "opens_at": "10:00", "closes_at": "12:00"}]',
    'and everybody may know them'
);
select pg_temp.open(p_from => current_date + 100, p_weekday => 2);
select is(
    jsonb_array_length(api.get_tenant(given.tenant_id('alder')) #> '{locations,0,hours}'), 1,
    'as they are these days'
);
select is(
    api.explain_slot(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.resource_id('alder', 'Ann'), given.at('alder', given.day(0, '11:30'))
    ) #>> '{reasons,0,code}',
    'outside-shift', 'a visit that lasts longer than it is open is not possible'
);
select given.nobody();
select throws_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '11:30')) $$,
    'KV012', null, 'nor booked'
);
select lives_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '11:00')) $$, 'one in time is'
);

-- Shifts say otherwise for a date; a resource that is always open needs neither.

insert into data.shifts (tenant_id, resource_id, on_date, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), given.day(7)::date,
    given.at('alder', given.day(7, '20:00'))::timestamptz,
    given.at('alder', given.day(7, '21:00'))::timestamptz
);
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.starts('Cut', 7), 1, 'a shift is instead of them');
select is(pg_temp.starts('Cut', 14), 5, 'on its date only');
select given.nobody();
insert into data.hours (tenant_id, resource_id, weekday, opens_at, closes_at, valid_until)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), 1, '09:00', '17:00', '2020-01-01'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.starts('Cut', 14), 0, 'hours of one''s own are instead of them, valid or not');

-- Who may, and what makes no sense.

select given.acting_for('alder', 'manager', 'Max');
select lives_ok($$ select pg_temp.open(p_weekday => 3) $$, 'managers may');
select throws_ok(
    $$ select pg_temp.open('10:00:30') $$, 'KV030', null, 'hours are said to the minute'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.open()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.open()', 'KA001', null, 'nor may a guest');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.open(p_slug => 'birch') $$,
    'KN006', null, 'another business''s location does not exist'
);

-- Who waits is offered what opens.

select given.nobody();
delete from data.hours where resource_id = given.resource_id('alder', 'Ann');
select given.waiting('alder', 'Cut', 'Ann', given.day(5), 'Dan');
select given.acting_for('alder', 'owner', 'Olga');
select pg_temp.open(p_weekday => 6);
select given.nobody();
select is(given.waitlist('alder'), 'Dan offered', 'who waits is offered what opens');

select * from finish();
rollback;
