-- api.get_booking: who sees a booking.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Mia', 'manager');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
grant select on made to public;

create function pg_temp.seen(p_slug text default 'alder') returns uuid
    language sql
as $$
    select (
        api.get_booking(p_tenant_id => given.tenant_id(p_slug), p_booking_id => one) ->> 'id'
    )::uuid
    from made;
$$;

select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.seen(), one, 'an owner sees it') from made;
select given.acting_for('alder', 'manager', 'Mia');
select is(pg_temp.seen(), one, 'a manager sees it') from made;
select given.acting_for('alder', 'staff', 'Ann');
select is(pg_temp.seen(), one, 'whoever leads it sees it') from made;
select is(
    api.get_booking(p_tenant_id => given.tenant_id('alder'), p_booking_id => one)
    ->> 'manage_token',
    null, 'the token is told once, not again'
) from made;
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok('select pg_temp.seen()', 'KN003', null, 'other staff do not');
select given.acting_for('alder');
select throws_ok('select pg_temp.seen()', 'KN003', null, 'nor does a guest without its token');
select given.acting_for('birch', 'owner');
select throws_ok($$ select pg_temp.seen('birch') $$, 'KN003', null, 'nor another business');
select throws_ok($$ select pg_temp.seen() $$, 'KN003', null, 'not even under our id');

select * from finish();
rollback;
