-- api.create_booking: booking and holding, and every way that can be refused.

begin;
select plan(46);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('birch', 'Cleo');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Paid', 60, 'Ann');
select given.service('birch', 'Trim', 60, 'Cleo');
select given.member('alder', 'Olga', 'owner');
update data.services set price_minor = 4500, deposit_minor = 1000, pay_online = true
where name = 'Paid';

create function pg_temp.book(
    p_at timestamp,
    p_resource text default 'Ann',
    p_service text default 'Cut',
    p_customer jsonb default '{"name": "Zoe", "email": "Zoe@customers.test"}',
    p_party integer default 1,
    p_slug text default 'alder',
    p_location uuid default null
) returns jsonb
    language sql
as $$
    select api.create_booking(
        p_tenant_id => given.tenant_id(p_slug),
        p_service_id => given.service_id('alder', p_service),
        p_resource_id => given.resource_id('alder', p_resource),
        p_location_id => p_location,
        p_starts_at => given.at('alder', p_at),
        p_party_size => p_party,
        p_customer => p_customer
    );
$$;

-- What is answered.

select given.acting_for('alder');
create temporary table booked as select pg_temp.book(given.day(0, '10:00')) as booking;

select is(booking ->> 'status', 'confirmed', 'a free service is confirmed at once') from booked;
select is(booking ->> 'payment_status', 'none', 'and nothing is to be paid') from booked;
select is((booking -> 'version')::integer, 1, 'it begins at version 1') from booked;
select is(
    booking ->> 'ends_at', given.at('alder', given.day(0, '11:00')),
    'it ends when the service is over'
) from booked;
select is(booking ->> 'time_zone', 'Europe/Rome', 'the zone stands beside the times') from booked;
select is(
    booking -> 'customer' ->> 'email', 'zoe@customers.test', 'e-mail addresses are lower case'
) from booked;
select matches(booking ->> 'manage_token', '^[0-9a-f]{64}$', 'it brings its manage token')
from booked;
select is(
    current_setting('response.headers')::jsonb ->> 'ETag', '"1"', 'its version is the ETag'
);

-- Who gets the slot.

select throws_ok(
    $$ select pg_temp.book(given.day(0, '10:00')) $$,
    'KC001', null, 'a slot is given once'
);
select throws_ok(
    $$ select pg_temp.book(given.day(0, '10:45')) $$,
    'KC001', null, 'and nothing that overlaps it'
);
select lives_ok(
    $$ select pg_temp.book(given.day(0, '11:00')) $$,
    'the next may start the moment one ends'
);
select is(
    pg_temp.book(given.day(0, '10:00'), null) ->> 'resource_id',
    given.resource_id('alder', 'Ben')::text,
    'anyone means whoever is free'
);
select throws_ok(
    $$ select pg_temp.book(given.day(0, '10:00'), null) $$,
    'KC001', null, 'until nobody is'
);
select is(
    pg_temp.book(given.day(1, '10:00'), null) ->> 'resource_id',
    given.resource_id('alder', 'Ben')::text,
    'the one with fewer bookings that week comes first'
);

create function pg_temp.refusal(p_at timestamp) returns jsonb
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform pg_temp.book(p_at);
    return null;
exception when sqlstate 'KC001' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail;
end;
$$;

select is(
    jsonb_array_length(pg_temp.refusal(given.day(0, '10:00')) -> 'alternatives'), 5,
    'who came second is offered five other times'
);
select is(
    pg_temp.refusal(given.day(0, '10:00')) -> 'alternatives' -> 0 ->> 'starts_at',
    given.at('alder', given.day(0, '09:00')),
    'the nearest ones, in order'
);
select is(
    pg_temp.refusal(given.day(0, '10:00')) -> 'reasons' -> 0 ->> 'code', 'booked', 'and told why'
);

-- Holds.

select is(
    pg_temp.book(given.day(2, '09:00'), 'Ann', 'Paid') ->> 'status', 'held',
    'what is paid online is held first'
);
select is(
    pg_temp.book(given.day(2, '10:00'), 'Ann', 'Paid') ->> 'payment_status', 'requires_payment',
    'until it is paid'
);
select isnt(
    pg_temp.book(given.day(2, '11:00'), 'Ann', 'Paid') ->> 'hold_expires_at', null,
    'a hold says when it lapses'
);
select throws_ok(
    $$ select pg_temp.book(given.day(2, '12:00'), 'Ann', 'Paid') $$,
    'KL001', null, 'a customer has three live holds at most'
);

select given.nobody();
update data.bookings set hold_expires_at = now() - interval '1 minute' where status = 'held';
update data.allocations set hold_expires_at = now() - interval '1 minute'
where hold_expires_at is not null;
select given.acting_for('alder');

select is(
    pg_temp.book(given.day(2, '09:00')) ->> 'status', 'confirmed',
    'a lapsed hold is nobody''s: the slot is free at once, and no job had to run'
);
select given.nobody();
select is(
    (select count(*)::integer from data.bookings where status = 'expired'), 1,
    'the hold that was in the way has expired'
);
select is(
    (select count(*)::integer from data.events where type = 'booking.expired'), 1, 'and it is told'
);

-- With anyone, the terms are those of whoever takes it.

update data.services set price_minor = 0, deposit_minor = 0 where name = 'Paid';
insert into data.candidates (tenant_id, service_id, resource_id, position, price_minor)
values (
    given.tenant_id('alder'), given.service_id('alder', 'Paid'), given.resource_id('alder', 'Ben'),
    1, 9900
);
select given.booking('alder', 'Cut', 'Ann', given.day(9, '15:00'));
select given.acting_for('alder');
select is(
    pg_temp.book(
        given.day(9, '15:00'), null, 'Paid', '{"name": "Kim", "email": "kim@customers.test"}'
    ) - '{id,manage_token,customer}'::text[] @> '{
        "status": "held", "payment_status": "requires_payment",
        "price": {"amount": 9900, "currency": "EUR"}
    }', true, 'if that one is to be paid, it is held'
);
select given.nobody();

-- The rules of the business.

update data.tenants set notice_minutes = 60 * 24 * 30 where slug = 'alder';
select given.acting_for('alder');
select throws_ok($$ select pg_temp.book(given.day(3, '09:00')) $$, 'KV010', null, 'not too soon');
select given.nobody();
update data.tenants set notice_minutes = 0, horizon_days = 1 where slug = 'alder';
select given.acting_for('alder');
select
    throws_ok($$ select pg_temp.book(given.day(3, '09:00')) $$, 'KV011', null, 'not too far ahead');
select given.nobody();
update data.tenants set horizon_days = 700 where slug = 'alder';
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.book(given.day(3, '08:00')) $$, 'KV012', null, 'not before they open'
);
select throws_ok(
    $$ select pg_temp.book(given.day(3, '16:30')) $$, 'KV012', null, 'not past closing time'
);
select throws_ok(
    $$ select pg_temp.book(given.day(3, '09:05')) $$, 'KV012', null, 'not off the grid'
);
select throws_ok(
    $$ select pg_temp.book(given.day(-30, '09:00')) $$, 'KV010', null, 'not in the past'
);
select given.nobody();
update data.resources set max_per_day = 1 where name = 'Ann';
select given.acting_for('alder');
select lives_ok($$ select pg_temp.book(given.day(4, '09:00')) $$, 'a day may have a limit');
select throws_ok(
    $$ select pg_temp.book(given.day(4, '12:00')) $$, 'KV013', null, 'and then it is full'
);
select given.nobody();
update data.resources set max_per_day = null, max_party_size = 2 where name = 'Ann';
update data.tenants set max_per_customer_per_day = 1 where slug = 'alder';
select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.book(given.day(5, '09:00'), p_party => 3) $$,
    'KV014',
    null,
    'not too many people'
);
select
    lives_ok($$ select pg_temp.book(given.day(5, '09:00')) $$, 'one booking a day for a customer');
select throws_ok(
    $$ select pg_temp.book(given.day(5, '12:00')) $$, 'KV015', null, 'and no second one'
);
select given.nobody();
update data.services set needs_acceptance = true where name = 'Cut';
update data.tenants set max_per_customer_per_day = null where slug = 'alder';
select given.acting_for('alder');
select is(
    pg_temp.book(given.day(6, '09:00')) ->> 'status', 'pending', 'some services are accepted first'
);

-- Who is who.

select throws_ok(
    $$ select pg_temp.book(given.day(6, '12:00'), p_customer => '{"name": "Zoe"}') $$,
    'KV004', null, 'a guest leaves an e-mail address'
);
select throws_ok(
    $$ select pg_temp.book(
        given.day(6, '12:00'), p_customer => '{"name": "Zoe", "email": "z@z.test", "vip": true}'
    ) $$,
    'KV004', null, 'and nothing that we do not know'
);
select throws_ok(
    $$ select pg_temp.book(given.day(6, '12:00'), p_location => uuidv7()) $$,
    'KN006', null, 'nobody does it at a place that is not there'
);
select given.acting_for('birch');
select throws_ok(
    $$ select pg_temp.book(given.day(6, '12:00'), p_slug => 'birch') $$,
    'KN002', null, 'another business''s service does not exist'
);
select throws_ok(
    $$ select pg_temp.book(given.day(6, '12:00')) $$,
    'KN002', null, 'not even when its id is passed for ours'
);

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.book(given.day(6, '12:05'), p_customer => '{"name": "Walk-in"}') ->> 'status',
    'confirmed', 'staff book off the grid, without an e-mail, and it stands'
);
select throws_ok(
    $$ select pg_temp.book(
        given.day(6, '14:00'), p_customer => jsonb_build_object('id', uuidv7())
    ) $$,
    'KN004', null, 'a customer who is named has to be there'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select pg_temp.book(given.day(6, '14:00')) $$,
    'KF001', null, 'this door is for guests and staff'
);

select given.nobody();
select is(
    (select count(*)::integer from data.bookings),
    (
        select count(*)::integer
        from data.events
        where type in ('booking.confirmed', 'booking.held', 'booking.pending')
    ),
    'every booking was told'
);

select * from finish();
rollback;
