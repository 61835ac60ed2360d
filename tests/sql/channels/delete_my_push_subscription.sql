-- api.delete_my_push_subscription: wherever it is.

begin;
select plan(4);

select given.patrons();
insert into data.push_subscriptions (
    tenant_id, subscription_id, customer_id, endpoint, p256dh, auth
)
select
    b.tenant_id, md5(d.slug || b.customer_name)::uuid, b.customer_id, 'https://push.test/',
    'BA' || repeat('A', 85), repeat('A', 22)
from data.bookings as b
join data.directory as d on d.tenant_id = b.tenant_id;

select is(
    given.others('select api.delete_my_push_subscription(null, md5(''birchZoe'')::uuid)'),
    'Eve KN540, Adam KN540, guest KA001', 'nobody else''s'
);
select given.acting_as_patron('Zoe');
select throws_ok(
    $$ select api.delete_my_push_subscription(null, md5('alderEve')::uuid) $$, 'KN540', null,
    'nor does Zoe with Eve''s'
);
select lives_ok(
    $$ select api.delete_my_push_subscription(null, md5('birchZoe')::uuid) $$, 'but with theirs'
);
select given.nobody();
select is(
    (
        select jsonb_agg(s.subscription_id order by s.subscription_id)
        from data.push_subscriptions as s
    ),
    (
        select jsonb_agg(id order by id)
        from unnest(array[md5('alderZoe')::uuid, md5('alderEve')::uuid]) as id
    ),
    'the others stay'
);

select * from finish();
rollback;
