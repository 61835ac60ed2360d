-- api.get_calendar: how reading one goes.

begin;
select plan(3);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
insert into data.calendars (calendar_id, tenant_id, resource_id, kind, name, sealed_secret)
values (
    '01900000-0000-7000-8000-000000000001', given.tenant_id('alder'),
    given.resource_id('alder', 'Ann'), 'ics', 'Home', 'sealed'
);
insert into data.calendar_syncs (tenant_id, calendar_id)
select tenant_id, calendar_id from data.calendars;

create function pg_temp.get_calendar(p_slug text default 'alder') returns jsonb
    language sql
    return api.get_calendar(given.tenant_id(p_slug), '01900000-0000-7000-8000-000000000001');

select given.acting_for('alder', 'staff', 'Ann');
select is(pg_temp.get_calendar() ->> 'name', 'Home', 'its person sees it');
select ok(pg_temp.get_calendar()::text !~ 'sealed', 'but not what opens it');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_calendar('birch') $$, 'KN570', null, 'in another business it is not'
);

select * from finish();
rollback;
