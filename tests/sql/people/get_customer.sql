-- api.get_customer: one customer.

begin;
select plan(5);

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

select is(pg_temp.get_customer(), customer, 'staff read it') from made;
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
