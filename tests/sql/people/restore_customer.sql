-- api.restore_customer: taking back what was deleted.

begin;
select plan(10);

select given.tenant('alder');
select given.tenant('birch');
insert into data.customers (tenant_id, name, email, archived_at)
values (given.tenant_id('alder'), 'Zoe', 'zoe@customers.test', now());
create temporary table made as select customer_id from data.customers;
grant select on made to public;
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.restore(p_slug text default 'alder') returns jsonb
    language sql
as $$
    select api.restore_customer(given.tenant_id(p_slug), (select customer_id from made));
$$;

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.restore('birch') $$, 'KN004', null, 'another business''s does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.restore()', 'KF001', null, 'staff may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.restore()', 'KA001', null, 'nor may a guest');

select given.acting_for('alder', 'manager', 'Max');
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_customers(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item),
    'Zoe', 'what was deleted is listed apart'
);
select is(pg_temp.restore() ->> 'name', 'Zoe', 'a manager takes it back');
select is(
    (select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_customers(given.tenant_id('alder'), p_archived => false) -> 'items'
    ) as item),
    'Zoe', 'it is listed again'
);
select is((select string_agg(item ->> 'name', ' ')
    from jsonb_array_elements(
        api.list_customers(given.tenant_id('alder'), p_archived => true) -> 'items'
    ) as item), null, 'and not apart');
select is(pg_temp.restore() ->> 'name', 'Zoe', 'again is no harm');

select api.delete_customer(given.tenant_id('alder'), customer_id) from made;
select lives_ok(
    $$
        select api.create_customer(given.tenant_id('alder'), 'Zoe the second', 'zoe@customers.test')
    $$,
    'the address is free for another'
);
select throws_ok('select pg_temp.restore()', 'KC032', null, 'then the first cannot come back');

select * from finish();
rollback;
