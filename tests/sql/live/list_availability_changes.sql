-- api.list_availability_changes: what guests are told of what happens, and nothing else.

begin;
select plan(23);

select given.tenant('alder'), given.tenant('birch', 'America/New_York');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.resource('alder', 'Room', 'room');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben'), given.service('alder', 'Tan', 60, 'Ann');
select given.requirement('alder', 'Tan', 2, 1, 'Room');

create function pg_temp.relayed() returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'worker');
    perform api.relay_events(null);
    perform api.relay_events(null);
    perform given.nobody();
end;
$$;

-- How far a business is published.
create function pg_temp.head(p_slug text) returns bigint
    language sql security definer
    return (
        select coalesce(max(sequence), 0) from data.event_heads
        where tenant_id = given.tenant_id(p_slug)
    );

-- What a guest is told of what came after an event: change, who or what, and on which day from that
-- on which visits are (given.day).
create function pg_temp.told(p_slug text, p_after bigint) returns text
    language plpgsql
as $$
declare
    v_page jsonb;
begin
    perform given.acting_for(p_slug);
    v_page := api.list_availability_changes(given.tenant_id(p_slug), p_after);
    perform given.nobody();

    return (
        select string_agg(
            format(
                '%s %s %s', i -> 'data' ->> 'change', r.name,
                (i -> 'data' ->> 'date')::date - given.day()::date
            ),
            ', ' order by n, r.name
        )
        from jsonb_array_elements(v_page -> 'items') with ordinality as item (i, n)
        join data.resources as r on r.resource_id = (i -> 'data' ->> 'resource_id')::uuid
    );
end;
$$;

select pg_temp.relayed();
create temporary table at as select pg_temp.head('alder') as start;
grant select on at to public;

select given.acting_for('alder');
select is(
    api.list_availability_changes(given.tenant_id('alder')),
    jsonb_build_object(
        'tenant_id', given.tenant_id('alder'), 'audience', 'everybody',
        'sequence', (select start from at), 'reset', false, 'items', '[]'::jsonb
    ), 'who asks for the first time is told where they are'
);
select is(
    api.list_availability_changes(given.tenant_id('alder'), (select start from at)) -> 'reset',
    'false', 'who is up to date is told nothing'
);
select is(
    api.list_availability_changes(given.tenant_id('alder'), (select start + 1 from at))
    -> 'reset',
    'true', 'who has heard what never happened begins anew'
);
select is(
    api.list_availability_changes(given.tenant_id('alder'), -5000) -> 'reset', 'true',
    'and so does who is too far behind'
);
select given.nobody();

select set_config(
    'booking.cut', given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))::text, true
);
select is(pg_temp.told('alder', (select start from at)), null, 'what is not published is not told');
select pg_temp.relayed();
select is(pg_temp.told('alder', (select start from at)), 'taken Ann 0', 'a booking takes');

select set_config(
    'booking.tan', given.booking('alder', 'Tan', 'Ann', given.day(1, '10:00'))::text, true
);
select pg_temp.relayed();
select is(
    pg_temp.told('alder', (select start from at)), 'taken Ann 0, taken Ann 1, taken Room 1',
    'and so does what it needs besides'
);

update at set start = pg_temp.head('alder');
select given.acting_for('alder', 'owner');
select lives_ok(
    format(
        $$ select api.reschedule_booking(
            given.tenant_id('alder'), %L, given.at('alder', %L), %L
        ) $$,
        current_setting('booking.cut'), given.day(2, '11:00'), given.resource_id('alder', 'Ben')
    ), 'a booking is moved to somebody else'
);
select given.nobody();
select pg_temp.relayed();
select is(
    pg_temp.told('alder', (select start from at)), 'freed Ann 0, taken Ben 2',
    'what it leaves is freed, what it gets is taken'
);

update at set start = pg_temp.head('alder');
select given.acting_for('alder', 'owner');
select lives_ok(
    format(
        $$ select api.cancel_booking(given.tenant_id('alder'), %L) $$,
        current_setting('booking.tan')
    ),
    'a booking is cancelled'
);
select given.nobody();
select pg_temp.relayed();
select is(
    pg_temp.told('alder', (select start from at)), 'freed Ann 1, freed Room 1',
    'all that it had is free'
);

-- Ann is away, and it is closed.
update at set start = pg_temp.head('alder');
insert into data.time_off (tenant_id, resource_id, starts_at, ends_at)
values (
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'),
    given.day(1, '10:00') at time zone 'Europe/Rome',
    given.day(2, '12:00') at time zone 'Europe/Rome'
);
select pg_temp.relayed();
select is(
    pg_temp.told('alder', (select start from at)), 'taken Ann 1, taken Ann 2',
    'who is away is taken'
);
update at set start = pg_temp.head('alder');
delete from data.time_off;
select pg_temp.relayed();
select is(
    pg_temp.told('alder', (select start from at)), 'freed Ann 1, freed Ann 2', 'until they are not'
);
update at set start = pg_temp.head('alder');
insert into data.closures (tenant_id, location_id, starts_at, ends_at)
select
    tenant_id, location_id, given.day(3, '08:00') at time zone 'Europe/Rome',
    given.day(3, '20:00') at time zone 'Europe/Rome'
from data.locations
where tenant_id = given.tenant_id('alder');
select pg_temp.relayed();
select is(
    pg_temp.told('alder', (select start from at)), 'taken Ann 3, taken Ben 3, taken Room 3',
    'where it is closed everybody is taken'
);
delete from data.closures;
select pg_temp.relayed();

-- Ann is busy elsewhere.
update at set start = pg_temp.head('alder');
insert into data.calendars (tenant_id, resource_id, kind, name, sealed_secret)
values (given.tenant_id('alder'), given.resource_id('alder', 'Ann'), 'ics', 'Home', 'sealed');
insert into data.busy (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)
select
    c.tenant_id, c.resource_id, c.calendar_id, 'secret',
    given.day(d, '10:00') at time zone 'Europe/Rome',
    given.day(d + 1, '00:00') at time zone 'Europe/Rome'
from data.calendars as c
cross join unnest('{0,3}'::integer[]) as d;
select pg_temp.relayed();
select is(
    pg_temp.told('alder', (select start from at)), 'taken Ann 0, taken Ann 3',
    'who is busy elsewhere is taken'
);
select given.acting_for('alder');
select is(
    (
        select array_agg(distinct k order by k)
        from jsonb_array_elements(
            api.list_availability_changes(given.tenant_id('alder'), (select start from at))
            -> 'items'
        ) as i
        cross join jsonb_object_keys(i -> 'data') as k
    ),
    '{change,date,resource_id}'::text[], 'and nobody is told why'
);
select given.nobody();
update at set start = pg_temp.head('alder');
delete from data.busy where starts_at < given.day(2);
select pg_temp.relayed();
select is(
    pg_temp.told('alder', (select start from at)), 'freed Ann 0', 'until they no longer are'
);

-- A night shift, seen where it is.
select given.resource('birch', 'Eve');
update data.hours set opens_at = '22:00', closes_at = '02:00'
where tenant_id = given.tenant_id('birch');
select given.service('birch', 'Watch', 120, 'Eve');
select pg_temp.relayed();
create temporary table there as select pg_temp.head('birch') as start;
grant select on there to public;
select given.booking('birch', 'Watch', 'Eve', given.day(0, '23:00'));
select pg_temp.relayed();
select is(
    pg_temp.told('birch', (select start from there)), 'taken Eve 0, taken Eve 1',
    'each local day that a visit touches'
);
select is(
    pg_temp.told('alder', pg_temp.head('alder')), null, 'one business hears nothing of another'
);

-- Ann also works at birch.
update at set start = pg_temp.head('alder');
select given.member('alder', 'Ann', 'staff');
insert into data.members (tenant_id, user_id, role)
values (given.tenant_id('birch'), given.user_id('alder', 'Ann'), 'staff');
select given.resource('birch', 'Anna');
update data.resources set user_id = given.user_id('alder', 'Ann')
where resource_id = given.resource_id('birch', 'Anna');
select pg_temp.relayed();
update there set start = pg_temp.head('birch');
select set_config(
    'booking.again', given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'))::text, true
);
select pg_temp.relayed();
select is(
    pg_temp.told('birch', (select start from there)), 'taken Anna 0',
    'who works elsewhere too is taken there'
);
select is(
    (
        select e.data - '{resource_id,starts_at,ends_at}'::text[] from data.events as e
        where e.tenant_id = given.tenant_id('birch') and e.type = 'resource.engaged'
    ), '{}', 'and no more is known of it there than when'
);
update data.bookings set status = 'no_show', version = version + 1
where booking_id = current_setting('booking.again')::uuid;
select pg_temp.relayed();
select is(
    pg_temp.told('birch', (select start from there)), 'taken Anna 0, freed Anna 0',
    'until they are free again'
);
select is(
    (
        select count(*) from data.events as e
        where e.tenant_id = given.tenant_id('alder') and e.type like 'resource.engaged'
    ), 0::bigint, 'and that does not come back'
);

select * from finish();
rollback;
