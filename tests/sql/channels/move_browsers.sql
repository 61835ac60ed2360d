-- private.move_browsers: who turns out to be somebody else is told there.

begin;
select plan(2);

select given.patrons();
insert into data.push_subscriptions (
    tenant_id, customer_id, booking_id, endpoint, p256dh, auth
)
select
    b.tenant_id, b.customer_id, case when e.name = 'booking' then b.booking_id end,
    'https://push.test/' || e.name, 'BA' || repeat('A', 85), repeat('A', 22)
from data.bookings as b
cross join lateral unnest(array['both', 'booking']) as e (name)
where b.tenant_id = given.tenant_id('alder')
or b.tenant_id = given.tenant_id('birch') and e.name = 'both';

create function pg_temp.id(p_name text) returns uuid
    language sql security definer
    return (
        select customer_id from data.customers
        where tenant_id = given.tenant_id('alder') and name = p_name
    );

select given.acting_for('alder', 'owner', 'Olga');
select api.merge_customers(given.tenant_id('alder'), z, e)
from (select pg_temp.id('Zoe') as z, pg_temp.id('Eve') as e) as ids;
select given.nobody();
select results_eq(
    $$
        select c.name::text, s.endpoint::text, s.booking_id is not null
        from data.push_subscriptions as s
        join data.customers as c
            on c.tenant_id = s.tenant_id and c.customer_id = s.customer_id
        where s.tenant_id = given.tenant_id('alder')
        order by 2, s.subscription_id
    $$,
    $$
        values
        ('Zoe', 'https://push.test/booking', true),
        ('Zoe', 'https://push.test/booking', true),
        ('Zoe', 'https://push.test/both', false)
    $$,
    'each of them once, and those of bookings with their bookings'
);
select is(
    (select count(*) from data.push_subscriptions where tenant_id = given.tenant_id('birch')),
    1::bigint, 'another business knows nothing of it'
);

select * from finish();
rollback;
