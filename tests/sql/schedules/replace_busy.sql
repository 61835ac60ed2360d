-- private.replace_busy and private.merge_busy: when an outside calendar says that somebody is busy,
-- nobody can book them; who has, keeps it.

begin;
select plan(28);

select given.tenant('alder');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
insert into data.calendars (tenant_id, resource_id, kind, name, sealed_secret)
select given.tenant_id('alder'), given.resource_id('alder', 'Ann'), 'ics', n, 'sealed'
from unnest('{Home,Club}'::text[]) as n;
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));
delete from data.events;

create function pg_temp.calendar(p_name text) returns uuid
    language sql security definer
    return (select calendar_id from data.calendars where name = p_name);

-- Spans of the first day, as {"id": "10:00 to 11:00"}.
create function pg_temp.spans(p_spans jsonb) returns jsonb
    language sql security definer
    return coalesce((
        select jsonb_agg(jsonb_build_object(
            'id', e.key,
            'starts_at', given.at('alder', given.day(0, split_part(e.value, ' to ', 1)::time)),
            'ends_at', given.at('alder', given.day(0, split_part(e.value, ' to ', 2)::time))
        ))
        from jsonb_each_text(p_spans) as e
    ), '[]');

create function pg_temp.replace(p_spans jsonb, p_name text default 'Home') returns boolean
    language plpgsql security definer
as $$
begin
    perform set_config('request.claims', jsonb_build_object(
        'tenant_id', given.tenant_id('alder'), 'role', 'worker'
    )::text, true);
    return private.replace_busy(
        given.tenant_id('alder'), pg_temp.calendar(p_name), pg_temp.spans(p_spans),
        given.day()::timestamptz, given.day(30)::timestamptz
    );
end;
$$;

create function pg_temp.merge(p_spans jsonb, variadic p_removed text[] default '{}')
returns boolean
    language plpgsql security definer
as $$
begin
    perform set_config('request.claims', jsonb_build_object(
        'tenant_id', given.tenant_id('alder'), 'role', 'worker'
    )::text, true);
    return private.merge_busy(
        given.tenant_id('alder'), pg_temp.calendar('Home'), pg_temp.spans(p_spans), p_removed
    );
end;
$$;

create function pg_temp.busy() returns text
    language sql security definer
    return (
        select string_agg(
            external_id || ' ' || to_char(starts_at at time zone 'Europe/Rome', 'HH24:MI') || '-'
            || to_char(ends_at at time zone 'Europe/Rome', 'HH24:MI'),
            ', ' order by starts_at, external_id
        ) from data.busy
    );

create function pg_temp.starts() returns text
    language sql
    return (
        select string_agg(
            to_char((s ->> 'starts_at')::timestamptz at time zone 'Europe/Rome', 'HH24'), ' '
            order by s ->> 'starts_at'
        )
        from json_array_elements(api.get_availability(
            p_tenant_id => given.tenant_id('alder'),
            p_service_id => given.service_id('alder', 'Cut'),
            p_from => given.day()::date,
            p_to => given.day()::date
        ) -> 'slots') as s
        where s ->> 'starts_at' like '%:00:00Z'
    );

select given.acting_for('alder');
select is(pg_temp.starts(), '09 11 12 13 14 15 16', 'a day is free but for what is booked');
select is(
    pg_temp.replace('{"a": "10:00 to 12:30", "b": "15:00 to 15:15"}'), true, 'busy times are told'
);
select given.nobody();
select is(
    (select count(*)::integer from data.bookings where status = 'confirmed'), 1,
    'what is booked stays'
);
select given.acting_for('alder');
select is(pg_temp.starts(), '09 13 14 16', 'nobody is offered them');
select throws_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Eve') $$,
    'KV012', null, 'and nobody can book them'
);
select is(
    (select array_agg(r ->> 'code') from jsonb_array_elements(api.explain_slot(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_starts_at => given.at('alder', given.day(0, '15:00'))
    ) -> 'reasons') as r),
    '{time-off}'::text[], 'asked why, we say that they do not work then, and not what it is'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$
        select api.create_booking(
            p_tenant_id => given.tenant_id('alder'),
            p_service_id => given.service_id('alder', 'Cut'),
            p_resource_id => given.resource_id('alder', 'Ann'),
            p_starts_at => given.at('alder', given.day(0, '12:00')),
            p_customer => '{"name": "Eve"}'
        )
    $$,
    'KV012', null, 'not even an owner, as with time off'
);

select given.nobody();
select is(
    (select data from data.events where type = 'busy.changed'),
    jsonb_build_object(
        'resource_id', given.resource_id('alder', 'Ann'),
        'calendar_id', pg_temp.calendar('Home'),
        'starts_at', given.at('alder', given.day(0, '10:00')),
        'ends_at', given.at('alder', given.day(0, '15:15')),
        'taken', jsonb_build_array(given.day()::date),
        'freed', '[]'::jsonb
    ),
    'one event says on which days, and between when'
);
select is(
    (select subject_id from data.events where type = 'busy.changed'),
    given.resource_id('alder', 'Ann'), 'and who'
);
select is(
    pg_temp.replace('{"a": "10:00 to 12:30", "b": "15:00 to 15:15"}'), false,
    'what is told again changes nothing'
);
select is(
    (select count(*)::integer from data.events where type = 'busy.changed'), 1, 'and is no event'
);
select is(pg_temp.replace('{"c": "13:00 to 14:00"}', 'Club'), true, 'there may be several');
select is(pg_temp.replace('{"a": "10:00 to 11:00"}'), true, 'what is not there any more goes');
select is(
    pg_temp.busy(), 'a 10:00-11:00, c 13:00-14:00', 'and of that calendar only'
);
select is(pg_temp.merge('{"d": "16:00 to 17:00", "a": "09:00 to 10:00"}'), true, 'the new comes');
select is(
    pg_temp.busy(), 'a 09:00-10:00, c 13:00-14:00, d 16:00-17:00',
    'what was moved is no longer where it was'
);
select is(pg_temp.merge('{}', 'd', 'unknown'), true, 'what was removed goes');
select is(pg_temp.busy(), 'a 09:00-10:00, c 13:00-14:00', 'and nothing else');
select given.nobody();
select is(
    (select array_agg(p.ends_at - p.starts_at order by p.starts_at) from private.busy_pieces(
        '[{"id": "x", "starts_at": "2099-03-25T00:00:00Z", "ends_at": "2099-04-09T12:00:00Z"},
          {"id": "x", "starts_at": "2099-03-25T00:00:00Z", "ends_at": "2099-03-25T00:00:00Z"},
          {"id": "y", "starts_at": "2099-03-25T00:00:00Z", "ends_at": "2099-03-24T00:00:00Z"}]'
    ) as p),
    '{168:00:00,168:00:00,36:00:00}'::interval[], 'what is long stands in pieces of a week'
);
select ok(given.has_locked('alder', 'Ann'), 'whose calendar it is, is locked');
select ok(not given.has_locked('alder', 'Ben'), 'and nobody else''s');

-- Whoever changes them.
create function pg_temp.told() returns text
    language plpgsql security definer
as $$
declare
    v_told text;
begin
    v_told := (
        select string_agg(
            concat_ws(' ',
                (select c.name from data.calendars as c
                where c.calendar_id = (e.data ->> 'calendar_id')::uuid),
                'taken', (select string_agg((d::date - given.day()::date)::text, ' ')
                from jsonb_array_elements_text(e.data -> 'taken') as d),
                'freed', (select string_agg((d::date - given.day()::date)::text, ' ')
                from jsonb_array_elements_text(e.data -> 'freed') as d)
            ),
            ', ' order by e.event_id
        )
        from data.events as e
        where e.type = 'busy.changed'
    );
    delete from data.events;
    return v_told;
end;
$$;

select pg_temp.told();
insert into data.busy (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)
select
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'),
    pg_temp.calendar(case when n % 2 = 0 then 'Home' else 'Club' end), 'n' || n,
    given.day(n / 100, '22:00')::timestamp at time zone 'Europe/Rome',
    given.day(n / 100 + 1, '00:00')::timestamp at time zone 'Europe/Rome'
from generate_series(0, 499) as n;
select is(
    pg_temp.told(), 'Home taken 0 1 2 3 4 freed, Club taken 0 1 2 3 4 freed',
    'many at once are one event for each calendar, with days as they are there'
);
update data.busy
set
    starts_at = starts_at + interval '3 days',
    ends_at = ends_at + interval '3 days' + interval '1 second'
where external_id = 'n0';
select is(pg_temp.told(), 'Home taken 3 4 freed 0', 'what is moved is freed and taken');
update data.busy set external_id = external_id where external_id like 'n%';
select is(pg_temp.told(), null, 'what is written as it was is no change');
delete from data.busy where external_id = 'n499';
select is(pg_temp.told(), 'Club taken freed 4', 'what is deleted is free');
update data.busy
set starts_at = now() - interval '9 days', ends_at = now() - interval '8 days'
where external_id = 'n498';
delete from data.events;
delete from data.busy where external_id = 'n498';
select is(pg_temp.told(), null, 'what ended a week ago concerns nobody');

delete from data.calendars where name = 'Home';
select is(
    pg_temp.busy() like 'c 13:00-14:00, n1 %' and pg_temp.busy() not like '%n2 %', true,
    'busy times go with their calendar'
);
select is(pg_temp.told(), 'taken freed 0 1 2 3 4', 'which is told');

select * from finish();
rollback;
