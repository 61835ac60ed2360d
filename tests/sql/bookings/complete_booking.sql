-- api.complete_booking: confirmed becomes completed, by whom, and when not.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
grant select on made to public;

create function pg_temp.complete_booking(p_id uuid, p_slug text default 'alder') returns jsonb
    language sql
as $$
    select api.complete_booking(p_tenant_id => given.tenant_id(p_slug), p_booking_id => p_id);
$$;

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.complete_booking(one) from made $$,
    'KC004',
    null,
    'not weeks before the visit'
);
select given.nobody();
update data.bookings set
    starts_at = now() - interval '10 minutes', ends_at = now() + interval '50 minutes'
where booking_id = (select one from made);
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.complete_booking(one) from made $$, 'KA001', null, 'a guest has to sign in'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select pg_temp.complete_booking(one) from made $$, 'KF001', null, 'customers may not'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.complete_booking(one, 'birch') from made $$,
    'KN003',
    null,
    'for others it is not there'
);
select given.acting_for('alder', 'owner', 'Olga', '{"if_match": "9"}');
select throws_ok(
    $$ select pg_temp.complete_booking(one) from made $$,
    'KP001',
    null,
    'If-Match has to name the version'
);
select given.acting_for('alder', 'staff', 'Ann', '{"idempotency_key": "k", "request_hash": "h"}');
create temporary table done as select pg_temp.complete_booking(one) as booking from made;
grant select on done to public;
select is(booking ->> 'status', 'completed', 'whoever leads it may') from done;
select
    is(
        pg_temp.complete_booking(one),
        (select booking from done),
        'a repeated request gets the same answer'
    )
from made;
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.complete_booking(one) from made $$, 'KC002', null, 'but it happens once'
);
select given.nobody();
select is(
    (
        select count(*)::integer
        from data.events
        where type = 'booking.completed' and subject_version = 3
    ),
    1, 'and is told once'
);

select * from finish();
rollback;
