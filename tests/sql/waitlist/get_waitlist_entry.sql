-- api.get_waitlist_entry: who may see it, and what it shows.

begin;
select plan(11);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 480, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.member('alder', 'Ben', 'staff');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as booking_id;
create temporary table entries (
    abe uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Abe')
);
insert into entries default values;
grant select on entries, made to public;
create function pg_temp.seen(p_slug text default 'alder') returns jsonb
    language sql
    return api.get_waitlist_entry(given.tenant_id(p_slug), (select abe from entries));

select given.acting_with_token('alder', abe) from entries;
select is(pg_temp.seen() ->> 'status', 'waiting', 'with its token it is there');
select is(pg_temp.seen() ? 'manage_token', false, 'the token is not told again');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.seen() $$, 'KN012', null, 'without it is not');
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.seen() ->> 'status', 'waiting', 'owners see it');
select given.acting_for('alder', 'staff', 'Ann');
select is(pg_temp.seen() ->> 'status', 'waiting', 'so does whom it waits for');
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok($$ select pg_temp.seen() $$, 'KN012', null, 'others who work there do not');
select given.acting_for('birch', 'owner');
select throws_ok($$ select pg_temp.seen('birch') $$, 'KN012', null, 'nor do other businesses');

select given.acting_with_token('alder', booking_id) from made;
select api.cancel_booking(given.tenant_id('alder'), booking_id) from made;
select given.acting_with_token('alder', abe) from entries;
select is(pg_temp.seen() ->> 'status', 'offered', 'it says when something is offered');
select is(
    pg_temp.seen() -> 'booking' ->> 'starts_at', given.at('alder', given.day(0, '09:00')), 'what'
);
select is(
    (pg_temp.seen() -> 'booking' ->> 'hold_expires_at')::timestamptz
    between now() + interval '29 minutes' and now() + interval '31 minutes',
    true, 'and until when'
);
select given.nobody();
update data.waitlist
set
    status = 'waiting',
    window_starts_at = now() - interval '2 days',
    window_ends_at = now() - interval '1 day';
select given.acting_with_token('alder', abe) from entries;
select is(pg_temp.seen() ->> 'status', 'ended', 'once the window has passed it has ended');

select * from finish();
rollback;
