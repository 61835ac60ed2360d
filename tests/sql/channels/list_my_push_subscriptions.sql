-- api.list_my_push_subscriptions: in every business.

begin;
select plan(2);

select given.patrons();
insert into data.push_subscriptions (
    tenant_id, customer_id, booking_id, endpoint, p256dh, auth, user_agent
)
select
    b.tenant_id, b.customer_id, case when n = 1 then b.booking_id end, 'https://push.test/' || n,
    'BA' || repeat('A', 85), repeat('A', 22), b.customer_name || n
from data.bookings as b, generate_series(1, 2) as n;

select given.acting_as_patron('Zoe');
select is(
    (
        select jsonb_agg(jsonb_build_array(item -> 'tenant' ->> 'slug', item ->> 'user_agent'))
        from jsonb_array_elements(api.list_my_push_subscriptions(null) -> 'items') as item
    ),
    '[["alder", "Zoe2"], ["birch", "Zoe2"]]',
    'theirs, and not what somebody made with a booking''s token'
);

select is(
    given.others('select api.list_my_push_subscriptions(null)'),
    'Eve done, Adam done, guest KA001', 'everybody with an account asks'
);

select * from finish();
rollback;
