-- api.merge_customers: two records become one.

begin;
select plan(22);

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

select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Dye', 60, 'Ann');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Eve');
select given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe');
create temporary table bob as
select
    given.booking('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Bob') as cut,
    given.booking('alder', 'Dye', 'Ann', given.day(3, '10:00'), 'Bob') as dye;
grant select on bob to public;
insert into data.customer_notes (tenant_id, customer_id, body)
values (given.tenant_id('alder'), pg_temp.id('Eve'), 'Late.');
insert into data.consents (tenant_id, customer_id, purpose, wording, locale, source)
values (given.tenant_id('alder'), pg_temp.id('Eve'), 'photos', 'Yes.', 'en', 'staff');
select given.waiting('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Zoe', 1);
select given.waiting('alder', 'Dye', 'Ann', given.day(3, '10:00'), 'Eve', 1);
select given.waiting('alder', 'Cut', 'Ann', given.day(1, '10:00'), 'Eve', 1);

create function pg_temp.merge(p_stays text, p_goes text, p_slug text default 'alder') returns jsonb
    language sql
    return api.merge_customers(given.tenant_id(p_slug), pg_temp.id(p_stays), pg_temp.id(p_goes));

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.merge('Zoe', 'Eve') $$, 'KF001', null, 'staff may not');
select given.acting_for('alder', 'customer');
select throws_ok($$ select pg_temp.merge('Zoe', 'Eve') $$, 'KF001', null, 'nor customers');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.merge('Zoe', 'Eve') $$, 'KA001', null, 'nor a guest');
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.merge('Zoe', 'Eve', 'birch') $$, 'KN004', null, 'nor another business'
);

select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select pg_temp.merge('Zoe', 'Zoe') $$, 'KV098', null, 'it takes two'
);
select throws_ok(
    $$ select api.merge_customers(given.tenant_id('alder'), pg_temp.id('Zoe'), uuidv7()) $$,
    'KN004', null, 'who are there'
);
select throws_ok(
    $$ select api.merge_customers(given.tenant_id('alder'), uuidv7(), pg_temp.id('Zoe')) $$,
    'KN004', null, 'both of them'
);

-- Both are offered something.
select api.cancel_booking(given.tenant_id('alder'), cut) from bob;
select api.cancel_booking(given.tenant_id('alder'), dye) from bob;
select is(
    given.waitlist('alder'), 'Zoe offered, Eve offered, Eve waiting', 'both have an offer'
);
select throws_ok(
    $$ select pg_temp.merge('Zoe', 'Eve') $$, 'KC095', null, 'nobody has two offers at once'
);
select given.nobody();
select given.lapse('alder', true);
select given.acting_for('alder', 'manager', 'Max');
select is(
    pg_temp.merge('Zoe', 'Eve') - '{id,created_at,activity}'::text[],
    '{"name": "Zoe", "email": "zoe@customers.test", "phone": null, "locale": null,
      "note": "Tea.\nCoffee."}',
    'once they have lapsed, a manager may'
);
select given.nobody();
select is(
    (select count(distinct customer_id)::integer from data.bookings where customer_name <> 'Bob'),
        1,
    'all bookings are of one'
);
select is(
    (select array_agg(distinct customer_id) from data.waitlist), array[pg_temp.id('Zoe')],
    'and all that they waited for'
);
select is(
    (select customer_id from data.customer_notes), pg_temp.id('Zoe'), 'and what was noted'
);
select is((select customer_id from data.consents), pg_temp.id('Zoe'), 'and consented to');
select is(
    (select merged_into from data.customers where customer_id = pg_temp.id('Eve')),
    pg_temp.id('Zoe'), 'the other says which it became'
);
select is(
    (
        select string_agg(a.email, ' ' order by a.email)
        from data.customer_addresses as a
        where a.tenant_id = given.tenant_id('alder') and a.email !~ 'bob'
    ),
    'eve@customers.test zoe@customers.test', 'and both addresses are known on'
);
select is(
    (select data from data.events where type = 'customer.merged'),
    jsonb_build_object('merged_id', pg_temp.id('Eve')), 'and it is told'
);
select is_empty('select * from data.violations', 'and nothing is broken');

-- Two notes that are too long for one.
insert into data.customers (tenant_id, name, note)
values (given.tenant_id('alder'), 'Long', repeat('x', 2000));
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.merge('Zoe', 'Long') ->> 'note', E'Tea.\nCoffee.', 'a note that does not fit'
);
select is(
    (api.list_notes(given.tenant_id('alder'), pg_temp.id('Zoe'), 1) -> 'items' -> 0)
    - '{id,created_at,updated_at}'::text[],
    jsonb_build_object(
        'body', repeat('x', 2000), 'author_id', given.user_id('alder', 'Olga'),
        'author_name', 'Olga'
    ),
    'is kept as one of its own'
);
select throws_ok(
    $$ select pg_temp.merge('Eve', 'Zoe') $$, 'KN004', null, 'who is gone stays gone'
);
select is(
    pg_temp.merge('Zoe', 'Eve') ->> 'name', 'Zoe', 'and to merge them again is nothing new'
);

select * from finish();
rollback;
