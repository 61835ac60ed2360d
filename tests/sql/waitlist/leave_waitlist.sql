-- api.leave_waitlist: nobody has to wait.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 480, 'Ann');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe') as booking_id;
create temporary table entries (
    abe uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Abe'),
    bea uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Bea'),
    cal uuid default given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Cal')
);
insert into entries default values;
grant select on entries, made to public;
create function pg_temp.leave(p_id uuid, p_slug text default 'alder') returns text
    language sql
    return api.leave_waitlist(given.tenant_id(p_slug), p_id) ->> 'status';

select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.leave(abe) from entries $$, 'KN012', null, 'it takes the token'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.leave(abe, 'birch') from entries $$, 'KN012', null, 'of this business'
);
select given.acting_for(
    'alder', 'guest', null, jsonb_build_object(
        'manage_token', given.manage_token('alder', abe),
        'idempotency_key', 'k', 'request_hash', 'h'
    )
) from entries;
select is(pg_temp.leave(abe), 'left', 'who waits may leave') from entries;
select is(pg_temp.leave(abe), 'left', 'a request that comes twice is done once') from entries;
select given.acting_with_token('alder', abe) from entries;
select throws_ok(
    $$ select pg_temp.leave(abe) from entries $$, 'KC051', null, 'who has left cannot leave'
);

select given.acting_with_token('alder', booking_id) from made;
select api.cancel_booking(given.tenant_id('alder'), booking_id) from made;
select is(
    given.waitlist('alder'), 'Abe left, Bea offered, Cal waiting', 'and is offered nothing'
);
select given.acting_with_token('alder', bea) from entries;
select is(pg_temp.leave(bea), 'left', 'who has an offer may leave too') from entries;
select is(given.waitlist('alder'), 'Abe left, Bea left, Cal offered', 'and it goes to the next');
select given.nobody();
select lives_ok(
    $$ select given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Abe') $$,
    'who has left may join again'
);

select * from finish();
rollback;
