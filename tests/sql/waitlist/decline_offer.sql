-- api.decline_offer: a no ends the entry, and the slot goes to the next in the same transaction.

begin;
select plan(16);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 480, 'Ann');
select given.member('alder', 'Olga', 'owner');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as booking_id;
create temporary table entries (
    abe uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Abe'),
    bea uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Bea'),
    cal uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Cal')
);
insert into entries default values;
grant select on entries, made to public;
create function pg_temp.decline(p_id uuid, p_slug text default 'alder') returns text
    language sql
    return api.decline_offer(given.tenant_id(p_slug), p_id) ->> 'status';

select given.acting_with_token('alder', abe) from entries;
select throws_ok(
    $$ select pg_temp.decline(abe) from entries $$, 'KC051', null,
    'nothing can be declined before it is offered'
);
select given.acting_with_token('alder', booking_id) from made;
select api.cancel_booking(given.tenant_id('alder'), booking_id) from made;
select is(
    given.waitlist('alder'), 'Abe offered, Bea waiting, Cal waiting', 'who came first is offered it'
);

select given.acting_with_token('alder', abe) from entries;
select is(pg_temp.decline(abe), 'declined', 'they can say no') from entries;
select is(
    given.waitlist('alder'), 'Abe declined, Bea offered, Cal waiting',
    'and it is the next one''s at once'
);
select throws_ok(
    $$ select pg_temp.decline(abe) from entries $$, 'KC051',
    'The entry is declined: it cannot be declined.', 'they can say so once'
);
select is(
    api.get_waitlist_entry(given.tenant_id('alder'), abe) -> 'booking', 'null',
    'and see no more of it'
) from entries;

select given.acting_with_token('alder', cal) from entries;
select throws_ok(
    $$ select pg_temp.decline(bea) from entries $$, 'KN012', null,
    'nobody declines for others'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.decline(bea, 'birch') from entries $$, 'KN012', null,
    'another business neither'
);
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(pg_temp.decline(bea), 'declined', 'but staff do, on the telephone') from entries;
select is(pg_temp.decline(bea), 'declined', 'and a request that comes twice is done once')
from entries;
select given.nobody();
select is(
    given.waitlist('alder'), 'Abe declined, Bea declined, Cal offered', 'the chain goes on'
);
select is(
    (
        select array_agg(status::text order by booking_id) from data.bookings
        where customer_name in ('Abe', 'Bea', 'Cal')
    ),
    array['cancelled_by_customer', 'cancelled_by_business', 'held'],
    'who said no is in the status of what was held'
);
select is(
    (
        select array_agg(type order by event_id) from data.events where type like 'waitlist.%'
    ),
    array[
        'waitlist.joined', 'waitlist.joined', 'waitlist.joined', 'waitlist.offered',
        'waitlist.declined', 'waitlist.offered', 'waitlist.declined', 'waitlist.offered'
    ],
    'and all of it is told'
);

-- The last one. From then on it is anybody's.

select given.lapse('alder');
select given.acting_with_token('alder', cal) from entries;
select is(pg_temp.decline(cal), 'declined', 'a no may come late') from entries;
select given.nobody();
select is(
    (select count(*)::integer from data.allocations where active), 0, 'then the time is free'
);
select lives_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Dan') $$,
    'for anybody'
);

select * from finish();
rollback;
