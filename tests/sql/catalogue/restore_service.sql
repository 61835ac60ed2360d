-- api.restore_service: taking back what was deleted.

begin;
select plan(10);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
update data.services set archived_at = now();
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.restore(p_slug text default 'alder') returns jsonb
    language sql
as $$
    select api.restore_service(given.tenant_id(p_slug), given.service_id('alder', 'Cut'));
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.restore('birch') $$, 'KN002', null, 'another business''s does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.restore()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.restore()', 'KA001', null, 'nor may a guest');

select given.acting_for('alder', 'manager', 'Max');
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_services(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item),
    'Cut', 'what was deleted is listed apart'
);
select is(pg_temp.restore() ->> 'name', 'Cut', 'a manager takes it back');
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_services(given.tenant_id('alder'), p_archived => false) -> 'items'
    ) as item),
    'Cut', 'it is listed again'
);
select is((select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_services(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item), null, 'and not apart');
select is(pg_temp.restore() ->> 'name', 'Cut', 'again is no harm');

select lives_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) $$,
    'it can be booked as before'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_services(given.tenant_id('alder'), p_archived => true) $$,
    'KA001', null, 'guests do not see what was deleted'
);

select * from finish();
rollback;
