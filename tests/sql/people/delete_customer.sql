-- api.delete_customer: somebody who has nothing to come goes, and can be taken back.

begin;
select plan(12);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe');
insert into data.customers (tenant_id, name) values (given.tenant_id('alder'), 'Eve');
create temporary table made as select name, customer_id from data.customers;
grant select on made to public;

create function pg_temp.delete_customer(p_name text, p_slug text default 'alder') returns void
    language sql
as $$
    select api.delete_customer(
        p_tenant_id => given.tenant_id(p_slug),
        p_customer_id => (select customer_id from made where name = p_name)
    );
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.delete_customer('Eve', 'birch') $$,
    'KN004', null, 'another business''s customer does not exist'
);
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok($$ select pg_temp.delete_customer('Eve') $$, 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.delete_customer('Eve') $$, 'KA001', null, 'nor may a guest');

select given.acting_for('alder', 'manager', 'Max');
select lives_ok($$ select pg_temp.delete_customer('Eve') $$, 'a manager may');
select throws_ok($$ select pg_temp.delete_customer('Eve') $$, 'KN004', null, 'once');
select throws_ok(
    $$ select pg_temp.delete_customer('Zoe') $$, 'KC031', null, 'but not who has bookings to come'
);
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(api.list_customers(given.tenant_id('alder')) -> 'items') as item),
    'Zoe', 'who was deleted is not listed'
);
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_customers(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item),
    'Eve', 'but among those who were'
);

select given.nobody();
update data.bookings set status = 'cancelled_by_business';
select given.acting_for('alder', 'manager', 'Max');
select lives_ok(
    $$ select pg_temp.delete_customer('Zoe') $$, 'who has bookings, and none of them to come, goes'
);
select throws_ok(
    format(
        $$ select api.create_booking(
            p_tenant_id => given.tenant_id('alder'), p_service_id => given.service_id('alder', 'Cut'),
            p_starts_at => given.at('alder', given.day(1, '10:00')), p_customer => %L
        ) $$,
        (select jsonb_build_object('id', customer_id) from made where name = 'Zoe')
    ),
    'KN004', null, 'nobody books for them'
);
select given.booking('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Zoe');

select given.nobody();
select is(
    (select count(*)::integer from data.customers where email = 'zoe@customers.test'), 2,
    'whoever comes with that address is somebody new'
);
select is(
    (select count(*)::integer from data.events where type = 'customer.archived'), 2,
    'and it is told'
);

select * from finish();
rollback;
