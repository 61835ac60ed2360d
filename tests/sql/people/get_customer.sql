-- api.get_customer: one customer.

begin;
select plan(9);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');

select given.acting_for('alder', 'staff', 'Sam');
create temporary table made as
select api.create_customer(given.tenant_id('alder'), 'Zoe', 'zoe@customers.test') as customer;
grant select on made to public;

create function pg_temp.get_customer(
    p_id uuid default null, p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.get_customer(
        p_tenant_id => given.tenant_id(p_slug),
        p_customer_id => coalesce(p_id, (select (customer ->> 'id')::uuid from made))
    );
$$;

select is(pg_temp.get_customer() - 'activity', customer, 'staff read it') from made;
select is(
    pg_temp.get_customer() -> 'activity',
    '{"visits": 0, "no_shows": 0, "cancellations": 0, "last_visit_at": null,
      "next_booking_id": null, "next_booking_at": null}',
    'who never booked never came'
);

select given.nobody();
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
create temporary table booked as
select n, given.booking('alder', 'Cut', 'Ann', given.day(n, '10:00'), 'Zoe') as booking_id
from generate_series(1, 7) as n;
update data.bookings as b
set status = (array[
    'completed', 'no_show', 'cancelled_by_customer', 'cancelled_by_business', 'confirmed'
])[booked.n]
from booked
where b.booking_id = booked.booking_id and booked.n <= 4;
update data.bookings
set starts_at = now() - interval '3 hours', ends_at = now() - interval '2 hours'
where booking_id = (select booking_id from booked where n = 1);

select given.acting_for('alder', 'staff', 'Sam');
select is(
    (pg_temp.get_customer() -> 'activity')
    - '{last_visit_at,next_booking_at,next_booking_id}'::text[],
    '{"visits": 1, "no_shows": 1, "cancellations": 1}',
    'what came of their bookings is counted; what the business cancelled is not theirs'
);
select given.nobody();
select is(
    private.activity_of(tenant_id, customer_id)::text,
    format('(1,1,1,%s,%s,%s)',
        private.utc(now() - interval '3 hours'),
        (select booking_id from booked where n = 5),
        given.at('alder', given.day(5, '10:00'))
    ),
    'with the last visit and the next booking'
) from data.customers where email = 'zoe@customers.test';
select given.booking('alder', 'Cut', 'Ann', given.day(9, '10:00'), 'Eve');
select is(
    (private.activity_of(tenant_id, customer_id)).visits, 0, 'and each customer has their own'
) from data.customers where email = 'eve@customers.test';
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select pg_temp.get_customer(uuidv7()) $$, 'KN004', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.get_customer(p_slug => 'birch') $$,
    'KN004', null, 'another business''s customer does not exist'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.get_customer()', 'KF001', null, 'customers do not read customers');
select given.acting_for('alder');
select throws_ok('select pg_temp.get_customer()', 'KA001', null, 'a guest has to sign in');

select * from finish();
rollback;
