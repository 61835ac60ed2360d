-- api.restore_resource: taking back what was deleted.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Ann', 'staff');
select given.acting_for('alder', 'owner');
select api.delete_resource(given.tenant_id('alder'), given.resource_id('alder', 'Ann'));
select given.nobody();
update data.locations set archived_at = now() where name = 'alder';
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.restore(p_slug text default 'alder') returns jsonb
    language sql
as $$
    select api.restore_resource(given.tenant_id(p_slug), given.resource_id('alder', 'Ann'));
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.restore('birch') $$, 'KN005', null, 'another business''s does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.restore()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.restore()', 'KA001', null, 'nor may a guest');

select given.acting_for('alder', 'manager', 'Max');
select throws_ok('select pg_temp.restore()', 'KC090', null, 'not where the location is closed');
select api.restore_location(given.tenant_id('alder'), given.location_id('alder'));

select given.acting_for('alder', 'manager', 'Max');
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_resources(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item),
    'Ann', 'what was deleted is listed apart'
);
select is(pg_temp.restore() ->> 'name', 'Ann', 'a manager takes it back');
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_resources(given.tenant_id('alder'), p_archived => false) -> 'items'
    ) as item),
    'Ann', 'it is listed again'
);
select is((select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_resources(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item), null, 'and not apart');
select is(pg_temp.restore() ->> 'name', 'Ann', 'again is no harm');

select is(pg_temp.restore() ->> 'user_id', null, 'it is nobody: the member was let go');
select lives_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) $$, 'it works as before'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_resources(given.tenant_id('alder'), p_archived => true) $$,
    'KA001', null, 'guests do not see what was deleted'
);

-- Its time goes to whoever waited for it.
select given.nobody();
update data.bookings set status = 'cancelled_by_business';
select given.booking('alder', 'Cut', 'Ann', given.day(1, '09:00') + n * interval '1 hour')
from generate_series(0, 7) as n;
select given.waiting('alder', 'Cut', 'Ann', given.day(1), 'Eve');
select given.nobody();
update data.resources set archived_at = now();
update data.bookings set status = 'cancelled_by_business' where starts_at > given.day(1)
    and status = 'confirmed';
update data.waitlist set status = 'waiting', booking_id = null;
select given.acting_for('alder', 'manager', 'Max');
select pg_temp.restore();
select given.nobody();
select is(given.waitlist('alder'), 'Eve offered', 'its time goes to whoever waits for it');

select * from finish();
rollback;
