-- api.delete_shift: a shift that is off, and bookings that stand in it.

begin;
select plan(11);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');

create function pg_temp.work(p_from timestamp, p_until timestamp) returns uuid
    language sql
as $$
    select (api.create_shift(
        p_tenant_id => given.tenant_id('alder'),
        p_resource_id => given.resource_id('alder', 'Ann'),
        p_starts_at => given.at('alder', p_from),
        p_ends_at => given.at('alder', p_until)
    ) ->> 'id')::uuid;
$$;

create function pg_temp.delete_shift(
    p_id uuid, p_keep boolean default false, p_slug text default 'alder'
) returns void
    language sql
as $$
    select api.delete_shift(
        p_tenant_id => given.tenant_id(p_slug), p_shift_id => p_id, p_keep_bookings => p_keep
    );
$$;

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select
    pg_temp.work(given.day(0, '22:00'), given.day(1, '02:00')) as night,
    pg_temp.work(given.day(2, '09:00'), given.day(2, '12:00')) as morning,
    pg_temp.work(given.day(2, '11:00'), given.day(2, '15:00')) as noon;
grant select on made to public;
select given.nobody();
select given.booking('alder', 'Cut', 'Ann', given.day(1, '00:30'));
select given.booking('alder', 'Cut', 'Ann', given.day(2, '11:00'));

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.delete_shift(noon, p_slug => 'birch') from made $$,
    'KN008', null, 'another business''s shift does not exist'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok(
    $$ select pg_temp.delete_shift(noon) from made $$,
    'KF001', null, 'staff may not, not even their own'
);
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.delete_shift(noon) from made $$, 'KA001', null, 'nor may a guest'
);

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.delete_shift(night) from made $$,
    'KC030', null, 'a booking after midnight stands in the shift of the day before'
);
select lives_ok(
    $$ select pg_temp.delete_shift(night, true) from made $$, 'it may be kept, if that is said'
);
select lives_ok(
    $$ select pg_temp.delete_shift(noon) from made $$,
    'another shift that holds a booking is enough'
);
select lives_ok(
    $$ select pg_temp.delete_shift(morning) from made $$,
    'so are the weekly hours, that count again without a shift'
);
select throws_ok(
    $$ select pg_temp.delete_shift(noon) from made $$, 'KN008', null, 'a shift goes once'
);

select given.nobody();
select is((select count(*)::integer from data.shifts), 0, 'none is left');
select is(
    (select count(*)::integer from data.bookings where status = 'confirmed'), 2,
    'the bookings stay as they are'
);
select is(
    (select count(*)::integer from data.events where type = 'shift.deleted'), 3, 'and it is told'
);

select * from finish();
rollback;
