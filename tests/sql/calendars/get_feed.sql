-- api.get_feed: for whoever has its token.

begin;
select plan(5);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Ann', 'staff');
insert into data.feeds (feed_id, tenant_id, user_id, resource_id, token_hash)
values (
    '01900000-0000-7000-8000-000000000001', given.tenant_id('alder'),
    given.user_id('alder', 'Ann'), given.resource_id('alder', 'Ann'), private.token_hash('ann')
);

-- As many bookings as nobody has.
create function pg_temp.fill() returns void
    language plpgsql security definer
as $$
declare
    v_booking data.bookings;
begin
    perform given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));
    select * into v_booking from data.bookings;
    set local session_replication_role = replica;
    insert into data.bookings
    select (jsonb_populate_record(v_booking, jsonb_build_object(
        'booking_id', uuidv7(),
        'starts_at', v_booking.starts_at + n * interval '10 minutes',
        'ends_at', v_booking.ends_at + n * interval '10 minutes'
    ))).*
    from generate_series(1, 2010) as n;
    set local session_replication_role = origin;
end;
$$;

create function pg_temp.empty_buckets() returns void
    language sql security definer
begin atomic
    update data.throttle_buckets set tokens = 0, filled_at = clock_timestamp();
end;

create function pg_temp.nearest() returns text[]
    language sql security definer
    return (
        select array_agg(private.utc(near.starts_at)::text order by near.starts_at)
        from (select starts_at from data.bookings order by starts_at limit 2000) as near
    );

select given.acting_for('alder', 'guest', null, jsonb_build_object(
    'feed_hash', encode(sha256('ann'), 'hex')
));
select is(
    api.get_feed(given.tenant_id('alder')),
    '{"name": "Ann", "time_zone": "Europe/Rome", "events": []}', 'it says what is booked'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.get_feed(given.tenant_id('alder')) $$, 'KN571', null, 'to nobody else'
);

select pg_temp.fill();
select given.acting_for('alder', 'guest', null, jsonb_build_object(
    'feed_hash', encode(sha256('ann'), 'hex')
));
create temporary table found as
select listed.e ->> 'starts_at' as starts_at, listed.n
from jsonb_array_elements(api.get_feed(given.tenant_id('alder')) -> 'events')
    with ordinality as listed (e, n);
select is(count(*)::integer, 2000, 'of very many there are some') from found;
select is(
    (select array_agg(starts_at order by n) from found),
    pg_temp.nearest(),
    'those nearest to now, in order'
);
select pg_temp.empty_buckets();
select throws_ok(
    $$ select api.get_feed(given.tenant_id('alder')) $$, 'KL002', null,
    'nobody looks all the time'
);

select * from finish();
rollback;
