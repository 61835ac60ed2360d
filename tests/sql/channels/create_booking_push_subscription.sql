-- api.create_booking_push_subscription: a guest's browser, for one booking.

begin;
select plan(5);

select given.patrons();
create function pg_temp.subscribe(p_booking_id uuid, p_endpoint text default 'https://push.test/1')
returns jsonb
    language sql
    return api.create_booking_push_subscription(
        given.tenant_id('alder'), p_booking_id, p_endpoint, 'BA' || repeat('A', 85),
        repeat('A', 22)
    );
create temporary table tokens as
select private.manage_token(given.tenant_id('alder'), zoe) as zoe from booked;
grant select on tokens to public;

select given.acting_for('alder', 'guest', null, jsonb_build_object('manage_token', zoe))
from tokens;
select is(
    pg_temp.subscribe(zoe) - '{id,created_at}'::text[],
    '{"user_agent": null, "last_used_at": null}', 'with its token'
)
from booked;
select throws_ok(
    $$ select pg_temp.subscribe(eve) from booked $$, 'KN003', null, 'and with no other''s'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.subscribe(zoe) from booked $$, 'KN003', null,
    'the staff have browsers of their own'
);
select given.acting_for(
    'alder', 'guest', null, jsonb_build_object('manage_token', zoe) || '{
        "idempotency_key": "k", "request_hash": "h"
    }'
)
from tokens;
select is(
    pg_temp.subscribe(zoe, 'https://push.test/2'), pg_temp.subscribe(zoe, 'https://push.test/2'),
    'a request that is sent again is answered again'
)
from booked;
select given.nobody();
select is(
    (
        select jsonb_agg(distinct jsonb_build_array(s.booking_id, s.customer_id))
        from data.push_subscriptions as s
    ),
    (
        select jsonb_build_array(jsonb_build_array(b.booking_id, b.customer_id))
        from data.bookings as b
        join booked on booked.zoe = b.booking_id
    ),
    'it is told of that booking'
);

select * from finish();
rollback;
