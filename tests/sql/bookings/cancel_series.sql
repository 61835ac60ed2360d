-- api.cancel_series: what is still to come, or one and those after it.

begin;
select plan(20);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ben', 'staff');
create temporary table made as
select
    given.series('alder', 'Cut', 'Ann', given.day(0, '10:00'), 4, 7) as one,
    given.series('alder', 'Cut', 'Ann', given.day(0, '12:00'), 4, 7) as two,
    given.series('alder', 'Cut', 'Ann', given.day(0, '14:00'), 4, 7) as three;
grant select on made to public;

create function pg_temp.cancel(p_series jsonb, p_from integer default null) returns text[]
    language sql
as $$
    select array(
        select b ->> 'status'
        from jsonb_array_elements(api.cancel_series(
            given.tenant_id('alder'),
            (p_series ->> 'id')::uuid,
            (p_series -> 'bookings' -> p_from ->> 'id')::uuid
        ) -> 'bookings') as b
    );
$$;

create function pg_temp.act_with(p_series jsonb) returns void
    language sql
as $$
    select given.acting_for(
        'alder', 'guest', null, jsonb_build_object('manage_token', p_series ->> 'manage_token')
    );
$$;

-- That one and those after it; then the rest.

select pg_temp.act_with(one) from made;
select is(
    pg_temp.cancel(one, 2),
    '{confirmed,confirmed,cancelled_by_customer,cancelled_by_customer}',
    'that one and those after it'
) from made;
select is(pg_temp.cancel(one), array_fill('cancelled_by_customer'::text, '{4}'), 'or all to come')
from made;
select throws_ok(
    $$ select pg_temp.cancel(one) from made $$, 'KC041', null, 'then nothing is left'
);
select throws_ok(
    $$ select pg_temp.cancel(two) from made $$, 'KN011', null, 'a token opens its own series alone'
);
select throws_ok(
    $$ select api.cancel_series(
        given.tenant_id('alder'), (one ->> 'id')::uuid, (two -> 'bookings' -> 0 ->> 'id')::uuid
    ) from made $$,
    'KN003', null, 'and from a booking of its own'
);
select given.nobody();
select is(
    (select count(*)::integer from data.allocations as a
     join data.bookings as b on b.booking_id = a.booking_id
     where a.active and b.series_id = (one ->> 'id')::uuid),
    0, 'their times are free again'
) from made;
select is(
    (
        select array_agg(type order by event_id)
        from data.events
        where subject_id = (one ->> 'id')::uuid
    ),
    '{series.created,series.cancelled,series.cancelled}', 'and it is told'
) from made;
select is(
    (select count(*)::integer from data.events as e
     where e.type = 'booking.cancelled_by_customer' and e.subject_version = 2),
    4, 'of every booking'
);

-- What is past stays, and so does what somebody ended before.

update data.bookings set
    starts_at = now() - interval '2 days', ends_at = now() - interval '47 hours'
where booking_id = (select (two -> 'bookings' -> 0 ->> 'id')::uuid from made);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.cancel_booking(given.tenant_id('alder'), (two -> 'bookings' -> 1 ->> 'id')::uuid)
    ->> 'status',
    'cancelled_by_business', 'one is cancelled on its own'
) from made;
select pg_temp.act_with(two) from made;
select is(
    pg_temp.cancel(two),
    '{confirmed,cancelled_by_business,cancelled_by_customer,cancelled_by_customer}',
    'what is over stays as it was'
) from made;

-- Windows.

select given.nobody();
update data.bookings set cancel_window_minutes = 60 * 24 * 60
where booking_id = (select (three -> 'bookings' -> 1 ->> 'id')::uuid from made);
select pg_temp.act_with(three) from made;
select throws_ok(
    $$ select pg_temp.cancel(three) from made $$, 'KV017',
    'It is too late to cancel this booking: nothing was cancelled. Please call. '
    'Or cancel those of its series after it: from_booking_id is the next of them.',
    'if it is too late for one'
);
select given.nobody();
select is(
    (select count(*)::integer from data.bookings
     where series_id = (three ->> 'id')::uuid and status = 'confirmed'),
    4, 'nothing is cancelled'
) from made;
select pg_temp.act_with(three) from made;
select is(
    pg_temp.cancel(three, 2),
    '{confirmed,confirmed,cancelled_by_customer,cancelled_by_customer}', 'those after it can be'
) from made;

-- Staff cancel what they lead.

select given.nobody();
update data.bookings set resource_id = given.resource_id('alder', 'Ben')
where booking_id = (select (three -> 'bookings' -> 1 ->> 'id')::uuid from made);
select given.acting_for('alder', 'staff', 'Ben');
select is(pg_temp.cancel(three), '{cancelled_by_business}', 'staff cancel what they lead')
from made;
select given.nobody();
select is(
    (select status from data.bookings where booking_id = (three -> 'bookings' -> 0 ->> 'id')::uuid),
    'confirmed'::data.booking_status, 'and nothing else'
) from made;
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok($$ select pg_temp.cancel(one) from made $$, 'KN011', null, 'nor of other series');
select given.acting_for('alder', 'customer');
select throws_ok($$ select pg_temp.cancel(three) from made $$, 'KF001', null, 'no other role does');
select given.acting_for('birch', 'owner', 'Olga');
select throws_ok(
    $$ select api.cancel_series(given.tenant_id('birch'), (three ->> 'id')::uuid) from made $$,
    'KN011', null, 'for another business it does not exist'
);

-- Said again.

select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "h"}');
select is(
    pg_temp.cancel(three), pg_temp.cancel(three), 'a request that comes again is answered alike'
) from made;
select given.acting_for('alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "o"}');
select throws_ok($$ select pg_temp.cancel(three) from made $$, 'KV003', null, 'and another is not');

select * from finish();
rollback;
