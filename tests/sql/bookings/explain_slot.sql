-- api.explain_slot: every reason has its name.

begin;
select plan(14);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Room', 'room');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Massage', 60, 'Ann');
select given.requirement('alder', 'Massage', 2, 1, 'Room');
update data.services set buffer_after_minutes = 15 where name = 'Cut';
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));
insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Room'),
    given.at('alder', given.day(1, '09:00'))::timestamptz,
    given.at('alder', given.day(1, '12:00'))::timestamptz
);
insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'),
    given.at('alder', given.day(2, '09:00'))::timestamptz,
    given.at('alder', given.day(2, '12:00'))::timestamptz
);
insert into data.closures (tenant_id, location_id, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.location_id('alder'),
    given.at('alder', given.day(3, '09:00'))::timestamptz,
    given.at('alder', given.day(3, '12:00'))::timestamptz
);

create function pg_temp.why(
    p_at timestamp, p_service text default 'Cut', p_party integer default 1
) returns text
    language sql
as $$
    select coalesce(string_agg(reason ->> 'code', ' '), 'free')
    from jsonb_array_elements(api.explain_slot(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', p_service),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_starts_at => given.at('alder', p_at),
        p_party_size => p_party
    ) -> 'reasons') as reason;
$$;

select given.acting_for('alder');
select is(pg_temp.why(given.day(0, '13:00')), 'free', 'nothing stands in the way');
select is(pg_temp.why(given.day(0, '10:30')), 'booked', 'another visit');
select is(pg_temp.why(given.day(0, '11:00')), 'buffer', 'only the time around it');
select is(pg_temp.why(given.day(0, '16:30')), 'outside-shift', 'past closing time');
select is(pg_temp.why(given.day(0, '13:05')), 'off-grid', 'between the starts on offer');
select is(pg_temp.why(given.day(2, '11:30')), 'time-off', 'not there');
select is(pg_temp.why(given.day(3, '11:30')), 'closed', 'the place is shut');
select is(pg_temp.why(given.day(1, '11:30'), 'Massage'), 'no-room', 'the room is not to be had');
select is(pg_temp.why(given.day(-30, '13:00')), 'notice', 'too soon');
select is(pg_temp.why(given.day(1000, '13:00')), 'horizon', 'too far ahead');
select given.nobody();
update data.services set max_per_day = 1, capacity = 4 where name = 'Cut';
select given.acting_for('alder');
select is(pg_temp.why(given.day(0, '13:00')), 'limit', 'the day is full');
select is(pg_temp.why(given.day(4, '13:00'), 'Cut', 5), 'capacity', 'too many people');
select is(
    api.explain_slot(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Massage'),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_starts_at => given.at('alder', given.day(0, '13:00'))
    ), '{"free": true, "reasons": []}', 'and it says so in one word'
);
select given.acting_for('birch');
select throws_ok(
    $$ select pg_temp.why(given.day(0, '13:00')) $$,
    'KN002',
    null,
    'another business''s service is not there'
);

select * from finish();
rollback;
