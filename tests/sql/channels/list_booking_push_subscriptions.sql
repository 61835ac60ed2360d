-- api.list_booking_push_subscriptions: what was made with a booking's token.

begin;
select plan(2);

select given.patrons();
insert into data.push_subscriptions (
    tenant_id, customer_id, booking_id, endpoint, p256dh, auth, user_agent
)
select
    b.tenant_id, b.customer_id, case when n = 1 then b.booking_id end, 'https://push.test/' || n,
    'BA' || repeat('A', 85), repeat('A', 22), b.customer_name || n
from data.bookings as b, generate_series(1, 2) as n
where b.tenant_id = given.tenant_id('alder');
create temporary table tokens as
select private.manage_token(given.tenant_id('alder'), zoe) as zoe from booked;
grant select on tokens to public;

select given.acting_for('alder', 'guest', null, jsonb_build_object('manage_token', zoe))
from tokens;
select is(
    jsonb_path_query_array(
        api.list_booking_push_subscriptions(given.tenant_id('alder'), zoe),
        '$.items[*].user_agent'
    ),
    '["Zoe1"]', 'and not what the customer has besides'
)
from booked;
select throws_ok(
    $$
        select api.list_booking_push_subscriptions(given.tenant_id('alder'), eve) from booked
    $$,
    'KN003', null, 'nor of another booking'
);

select * from finish();
rollback;
