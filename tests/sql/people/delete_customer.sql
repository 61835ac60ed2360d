-- api.delete_customer: forgetting somebody who never booked.

begin;
select plan(9);

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
    $$ select pg_temp.delete_customer('Zoe') $$, 'KC031', null, 'but not who has booked'
);

select given.nobody();
update data.bookings set status = 'cancelled_by_business';
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select pg_temp.delete_customer('Zoe') $$,
    'KC031', null, 'not even if nothing came of it: the booking is on record'
);

select given.nobody();
select is((select array_agg(name::text) from data.customers), '{Zoe}', 'the other is gone');
select is(
    (select count(*)::integer from data.events where type = 'customer.deleted'), 1, 'and it is told'
);

select * from finish();
rollback;
