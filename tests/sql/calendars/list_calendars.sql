-- api.list_calendars: those that one may see.

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

create function pg_temp.names(p_slug text default 'alder') returns jsonb
    language sql
    return jsonb_path_query_array(api.list_calendars(given.tenant_id(p_slug)), '$.items[*].name');

select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.names(), '["Home"]', 'an owner sees all');
select given.acting_for('birch', 'owner');
select is(pg_temp.names('birch'), '[]', 'of their own business');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.names() $$, 'KA001', null, 'a guest sees none');

select * from finish();
rollback;
