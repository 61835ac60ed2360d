-- api.delete_calendar: it no longer counts.

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

create function pg_temp.delete_calendar() returns void
    language sql
    return api.delete_calendar(given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001');

select given.acting_for('alder');
select throws_ok($$ select pg_temp.delete_calendar() $$, 'KA001', null, 'a guest removes none');
select given.acting_for('alder', 'staff', 'Ann');
select lives_ok($$ select pg_temp.delete_calendar() $$, 'its person does');
select throws_ok($$ select pg_temp.delete_calendar() $$, 'KN570', null, 'once');

select * from finish();
rollback;
