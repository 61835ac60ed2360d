-- api.delete_waitlist_entry: staff take somebody off.

begin;
select plan(7);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 480, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ben', 'staff');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as booking_id;
create temporary table entries (
    abe uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Abe'),
    bea uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Bea')
);
insert into entries default values;
grant select on entries, made to public;
create function pg_temp.remove(p_slug text default 'alder') returns void
    language sql
begin atomic
    select api.delete_waitlist_entry(given.tenant_id(p_slug), abe) from entries;
end;

select given.acting_with_token('alder', abe) from entries;
select throws_ok($$ select pg_temp.remove() $$, 'KA001', null, 'customers leave instead');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.remove('birch') $$, 'KN012', null, 'another business''s are not there'
);
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok(
    $$ select pg_temp.remove() $$, 'KN012', null, 'nor those that wait for somebody else'
);
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), booking_id) from made;
select lives_ok($$ select pg_temp.remove() $$, 'owners take anybody off');
select is(
    given.waitlist('alder'), 'Abe left, Bea offered', 'and what was offered goes to the next'
);
select throws_ok($$ select pg_temp.remove() $$, 'KC051', null, 'once');
select given.nobody();
select is(
    (select status from data.bookings where customer_name = 'Abe'), 'cancelled_by_business',
    'what was held says who ended it'
);

select * from finish();
rollback;
