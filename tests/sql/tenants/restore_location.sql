-- api.restore_location: taking back what was deleted.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
update data.locations set latitude = 41.9, longitude = 12.5 where name = 'alder';
update data.locations set archived_at = now() where name = 'alder';
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.restore(p_slug text default 'alder') returns jsonb
    language sql
as $$
    select api.restore_location(given.tenant_id(p_slug), given.location_id('alder'));
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.restore('birch') $$, 'KN006', null, 'another business''s does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.restore()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.restore()', 'KA001', null, 'nor may a guest');

select given.acting_for('alder', 'manager', 'Max');
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_locations(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item),
    'alder', 'what was deleted is listed apart'
);
select is(pg_temp.restore() ->> 'name', 'alder', 'a manager takes it back');
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_locations(given.tenant_id('alder'), p_archived => false) -> 'items'
    ) as item),
    'alder', 'it is listed again'
);
select is((select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_locations(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item), null, 'and not apart');
select is(pg_temp.restore() ->> 'name', 'alder', 'again is no harm');

select given.nobody();
select is(
    (select count(*)::integer from data.directory_places
        where tenant_id = given.tenant_id('alder')), 1,
    'it is in the directory again'
);

select * from finish();
rollback;
