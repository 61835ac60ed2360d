-- api.cancel_booking: who may, until when, and what becomes of the time.

begin;
select plan(13);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ben', 'staff');
create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as two,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '12:00')) as three;
grant select on made to public;

create function pg_temp.cancel(p_id uuid, p_slug text default 'alder') returns text
    language sql
as $$
    select api.cancel_booking(
        p_tenant_id => given.tenant_id(p_slug), p_booking_id => p_id
    ) ->> 'status';
$$;

-- A guest, by the token.

create function pg_temp.token(p_id uuid) returns jsonb
    language sql security definer
as $$
    select jsonb_build_object('manage_token', private.manage_token(given.tenant_id('alder'), p_id));
$$;

select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.cancel(one) from made $$,
    'KN003',
    null,
    'without its token a booking is not there'
);
select given.acting_for('alder', 'guest', null, pg_temp.token(two)) from made;
select throws_ok(
    $$ select pg_temp.cancel(one) from made $$, 'KN003', null, 'nor with the token of another'
);
select given.acting_for('alder', 'guest', null, pg_temp.token(one)) from made;
select is(pg_temp.cancel(one), 'cancelled_by_customer', 'with its token it can be cancelled')
from made;
select throws_ok(
    $$ select pg_temp.cancel(one) from made $$, 'KC002', null, 'once'
);

select given.nobody();
select is(
    (
        select count(*)::integer
        from data.allocations
        where booking_id = (select one from made) and active
    ),
    0, 'its time is free again'
);
select is(
    (select subject_version from data.events where type = 'booking.cancelled_by_customer'),
    2, 'and it is told, with the version'
);
select lives_ok(
    $$ select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) $$,
    'somebody else can have it'
);

-- The window that was agreed.

select given.nobody();
update data.bookings set cancel_window_minutes = 60 * 24 * 60
where booking_id = (select two from made);
select given.acting_for('alder', 'guest', null, pg_temp.token(two)) from made;
select throws_ok(
    $$ select pg_temp.cancel(two) from made $$, 'KV017',
    'It is too late to cancel this booking: nothing was cancelled. Please call.',
    'a customer can be too late'
);
select given.acting_for('alder', 'owner', 'Olga', '{"if_match": "7"}');
select throws_ok(
    $$ select pg_temp.cancel(two) from made $$, 'KP001', null, 'If-Match has to name the version'
);
select given.acting_for('alder', 'owner', 'Olga', '{"if_match": "2"}');
select is(pg_temp.cancel(two), 'cancelled_by_business', 'the business never is') from made;

-- Roles and businesses.

select given.acting_for('alder', 'staff', 'Olga');
select throws_ok(
    $$ select pg_temp.cancel(three) from made $$, 'KN003', null, 'staff do not see what others lead'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.cancel(three, 'birch') from made $$, 'KN003', null, 'nor do other businesses'
);
select given.acting_for('alder', 'staff', 'Ben');
select is(pg_temp.cancel(three), 'cancelled_by_business', 'staff cancel what they lead') from made;

select * from finish();
rollback;
