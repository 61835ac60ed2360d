-- api.delete_booking_push_subscription: a guest's browser is told no more.

begin;
select plan(3);

select given.patrons();
insert into data.push_subscriptions (
    tenant_id, subscription_id, customer_id, booking_id, endpoint, p256dh, auth
)
select
    b.tenant_id, md5(b.customer_name || n)::uuid, b.customer_id,
    case when n = 1 then b.booking_id end, 'https://push.test/' || n,
    'BA' || repeat('A', 85), repeat('A', 22)
from data.bookings as b, generate_series(1, 2) as n
where b.tenant_id = given.tenant_id('alder');
create temporary table tokens as
select private.manage_token(given.tenant_id('alder'), zoe) as zoe from booked;
grant select on tokens to public;

create function pg_temp.remove(p_which text) returns void
    language sql
    return (
        select api.delete_booking_push_subscription(
            given.tenant_id('alder'), zoe, md5(p_which)::uuid
        )
        from booked
    );

select given.acting_for('alder', 'guest', null, jsonb_build_object('manage_token', zoe))
from tokens;
select throws_ok(
    $$ select pg_temp.remove('Zoe2') $$, 'KN540', null, 'not one of the customer''s account'
);
select throws_ok($$ select pg_temp.remove('Eve1') $$, 'KN540', null, 'nor of somebody else');
select lives_ok($$ select pg_temp.remove('Zoe1') $$, 'but of the booking');

select * from finish();
rollback;
