-- api.delete_note: a note goes.

begin;
select plan(7);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
insert into data.customers (tenant_id, name, email, note)
values
(given.tenant_id('alder'), 'Zoe', 'zoe@customers.test', 'Tea.'),
(given.tenant_id('alder'), 'Eve', 'eve@customers.test', 'Coffee.'),
(given.tenant_id('birch'), 'Zoe', 'zoe@customers.test', null);

create function pg_temp.id(p_name text, p_slug text default 'alder') returns uuid
    language sql security definer
    return (
        select customer_id from data.customers
        where tenant_id = given.tenant_id(p_slug) and name = p_name
    );

select given.acting_for('alder', 'staff', 'Sam');
create temporary table made as
select api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe'), 'Tea.') as note;
grant select on made to public;

create function pg_temp.note_id() returns uuid
    language sql
    return (select (note ->> 'id')::uuid from made);

select throws_ok(
    $$ select api.delete_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id()) $$,
    'KF001', null, 'staff may not, not even their own'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select api.delete_note(given.tenant_id('birch'), pg_temp.id('Zoe'), pg_temp.note_id()) $$,
    'KN028', null, 'another business finds nothing'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select api.delete_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id()) $$,
    'KF001', null, 'customers may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.delete_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id()) $$,
    'KA001', null, 'nor may a guest'
);

select given.acting_for('alder', 'manager', 'Max');
select lives_ok(
    $$ select api.delete_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id()) $$,
    'managers may'
);
select throws_ok(
    $$ select api.delete_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id()) $$,
    'KN028', null, 'once'
);
select is(
    api.list_notes(given.tenant_id('alder'), pg_temp.id('Zoe')) -> 'items', '[]'::jsonb,
    'and it is gone'
);

select * from finish();
rollback;
