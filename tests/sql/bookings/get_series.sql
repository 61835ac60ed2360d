-- api.get_series: a series, to those who may see it.

begin;
select plan(10);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');
update data.services set price_minor = 1000;
create temporary table made as
select given.series('alder', 'Cut', 'Ann', given.day(0, '10:00'), 3, 7) as series;
grant select on made to public;

create function pg_temp.read(p_slug text default 'alder') returns jsonb
    language sql
as $$ select api.get_series(given.tenant_id(p_slug), (series ->> 'id')::uuid) from made; $$;

select given.acting_for(
    'alder', 'guest', null, jsonb_build_object('manage_token', series ->> 'manage_token')
) from made;
select is(pg_temp.read(), series - 'manage_token', 'its token opens it, as it was answered')
from made;
select given.acting_for('alder');
select throws_ok($$ select pg_temp.read() $$, 'KN011', null, 'nobody sees it without');
select given.acting_for(
    'alder', 'guest', null, jsonb_build_object('manage_token', repeat('0', 64))
);
select throws_ok($$ select pg_temp.read() $$, 'KN011', null, 'or with another');
select given.acting_for('alder', 'owner', 'Olga');
select is(jsonb_array_length(pg_temp.read() -> 'bookings'), 3, 'owners see all');
select given.acting_for('alder', 'staff', 'Ann');
select is(jsonb_array_length(pg_temp.read() -> 'bookings'), 3, 'staff see what they lead');
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok($$ select pg_temp.read() $$, 'KN011', null, 'and no other');
select given.nobody();
update data.bookings set resource_id = given.resource_id('alder', 'Ben')
where booking_id = (select (series -> 'bookings' -> 1 ->> 'id')::uuid from made);
select given.acting_for('alder', 'staff', 'Ben');
select is(
    array(select b ->> 'id' from jsonb_array_elements(pg_temp.read() -> 'bookings') as b),
    array[series -> 'bookings' -> 1 ->> 'id'], 'of a series that is shared, their part'
) from made;
select is(pg_temp.read() -> 'total' ->> 'amount', '1000', 'and what that costs');
select given.acting_for('birch', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.read('birch') $$, 'KN011', null, 'for another business it does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select pg_temp.read() $$,
    'KF001', null, 'and customers have no business there'
);

select * from finish();
rollback;
