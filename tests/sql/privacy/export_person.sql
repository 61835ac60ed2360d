-- api.export_person: all that is known of a customer.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Ann', 'staff');
select given.member('birch', 'Olga', 'owner');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'), 'Eve');
create temporary table made as select name, customer_id from data.customers;
grant select on made to public;

create function pg_temp.exported(p_slug text default 'alder') returns jsonb
    language sql
as $$
    select api.export_person(
        given.tenant_id(p_slug), (select customer_id from made where name = 'Zoe')
    );
$$;

select given.acting_for('alder');
select throws_ok($$ select pg_temp.exported() $$, 'KA001', null, 'a guest may not');
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok($$ select pg_temp.exported() $$, 'KF001', null, 'nor may staff');
select given.acting_for('birch', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.exported('birch') $$,
    'KN004', null, 'another business knows nobody of that id'
);

select given.acting_for('alder', 'manager', 'Max');
create temporary table answer as select pg_temp.exported() -> 'records' as records;
select is(
    (select records -> 'customers' -> 0 ->> 'email' from answer),
    'zoe@customers.test', 'the record is in it'
);
select is(
    (select jsonb_array_length(records -> 'bookings') from answer), 1, 'and what they booked'
);
select ok(
    (select records -> 'history' @> '[{"table_name": "bookings"}]' from answer),
    'and what was recorded of that'
);
select is(
    (select records -> 'customers' -> 0 -> 'tenant_id' from answer), null, 'but no keys of ours'
);
select ok((select records::text not like '%Eve%' from answer), 'and nobody else');

select * from finish();
rollback;
