-- api.create_note: what the staff note about a customer.

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

select given.acting_for('alder', 'staff', 'Sam', '{"idempotency_key": "k", "request_hash": "one"}');
select is(
    api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe'), 'Likes tea.')
    - '{id,created_at,updated_at}'::text[],
    jsonb_build_object(
        'body', 'Likes tea.', 'author_id', given.user_id('alder', 'Sam'), 'author_name', 'Sam'
    ),
    'it says who wrote it'
);
select is(
    api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe'), 'Likes tea.') ->> 'id',
    (
        select i ->> 'id' from jsonb_array_elements(
            api.list_notes(given.tenant_id('alder'), pg_temp.id('Zoe')) -> 'items'
        ) as i
    ),
    'and is written once, however often it is sent'
);
select given.acting_for('alder', 'staff', 'Sam', '{"idempotency_key": "k", "request_hash": "two"}');
select throws_ok(
    $$ select api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe'), 'Other.') $$,
    'KV003', null, 'a key belongs to one request'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe'), ' ') $$,
    '23514', null, 'a note says something'
);
select throws_ok(
    $$ select api.create_note(given.tenant_id('alder'), uuidv7(), 'Tea.') $$,
    'KN004', null, 'of somebody'
);
select throws_ok(
    $$ select api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe', 'birch'), 'Tea.') $$,
    'KN004', null, 'whom this business knows'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select api.create_note(given.tenant_id('birch'), pg_temp.id('Zoe'), 'Tea.') $$,
    'KN004', null, 'another business finds nothing'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe'), 'Tea.') $$,
    'KF001', null, 'customers may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.create_note(given.tenant_id('alder'), pg_temp.id('Zoe'), 'Tea.') $$,
    'KA001', null, 'nor may a guest'
);

select * from finish();
rollback;
