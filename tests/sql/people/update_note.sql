-- api.update_note: a note changes.

begin;
select plan(9);

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

select is(
    api.update_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id(), 'Coffee.')
    ->> 'body',
    'Coffee.', 'who wrote it changes it'
);
select is(
    api.update_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id()) ->> 'body',
    'Coffee.', 'and what is not given stays'
);
select throws_ok(
    $$ select api.update_note(
        given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id(), p_clear => '["body"]'
    ) $$,
    '23502', null, 'it says something'
);
select throws_ok(
    $$ select api.update_note(
        given.tenant_id('alder'), pg_temp.id('Eve'), pg_temp.note_id(), 'Coffee.'
    ) $$,
    'KN028', null, 'about one customer'
);
select throws_ok(
    $$ select api.update_note(given.tenant_id('alder'), pg_temp.id('Zoe'), uuidv7(), 'X') $$,
    'KN028', null, 'and is there'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.update_note(
        given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id(), 'Milk.'
    ) $$,
    'KF031', null, 'nobody else does, not even an owner'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$
        select api.update_note(given.tenant_id('birch'), pg_temp.id('Zoe'), pg_temp.note_id(),
        'Milk.')
    $$,
    'KN028', null, 'another business finds nothing'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$
        select api.update_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id(),
        'Milk.')
    $$,
    'KF001', null, 'customers may not'
);
select given.acting_for('alder');
select throws_ok(
    $$
        select api.update_note(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.note_id(),
        'Milk.')
    $$,
    'KA001', null, 'nor may a guest'
);

select * from finish();
rollback;
