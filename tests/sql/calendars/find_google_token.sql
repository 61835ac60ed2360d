-- api.find_google_token: what is given back to Google.

begin;
select plan(6);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann'), given.resource('alder', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');
insert into data.calendars (tenant_id, resource_id, kind, name, sealed_secret, shows)
values
(given.tenant_id('alder'), given.resource_id('alder', 'Ann'), 'ics', 'Home', 'sealed url', null),
(
    given.tenant_id('alder'), given.resource_id('alder', 'Ann'), 'google', 'Club', 'sealed',
    'service'
);

create function pg_temp.id_of(p_name text) returns uuid
    language sql security definer
    return (select calendar_id from data.calendars where name = p_name);

create function pg_temp.find(p_name text, p_slug text default 'alder') returns jsonb
    language sql
    return api.find_google_token(given.tenant_id(p_slug), pg_temp.id_of(p_name));

select given.acting_for('alder');
select throws_ok($$ select pg_temp.find('Club') $$, 'KA001', null, 'guests learn nothing');
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok($$ select pg_temp.find('Club') $$, 'KF001', null, 'nor do others');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.find('Club', 'birch') $$, 'KN570', null, 'nor does another business'
);
select given.acting_for('alder', 'staff', 'Ann');
select is(pg_temp.find('Club'), '{"secret": "sealed"}', 'it is hers');
select is(pg_temp.find('Home'), '{"secret": null}', 'what is not Google''s is not given back');
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.find('Club'), '{"secret": "sealed"}', 'and the owner''s');

select * from finish();
rollback;
