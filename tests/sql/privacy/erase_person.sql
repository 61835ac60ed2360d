-- api.erase_person: forgetting somebody who did book. tests/python/test_erasure.py searches every
-- column for them.

begin;
select plan(19);

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

create function pg_temp.erased(
    p_cancel boolean default false, p_slug text default 'alder', p_name text default 'Zoe'
) returns jsonb
    language sql
as $$
    select api.erase_person(
        given.tenant_id(p_slug), (select customer_id from made where name = p_name), p_cancel
    );
$$;

select given.acting_for('alder');
select throws_ok($$ select pg_temp.erased() $$, 'KA001', null, 'a guest may not');
select given.acting_for('alder', 'staff', 'Ann');
select throws_ok($$ select pg_temp.erased() $$, 'KF001', null, 'nor may staff');
select given.acting_for('birch', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.erased(true, 'birch') $$, 'KN004', null, 'another business knows nobody'
);

select given.acting_for('alder', 'manager', 'Max');
select throws_ok($$ select pg_temp.erased() $$, 'KC101', null, 'not with a booking to come');
select is(
    pg_temp.erased(true) ->> 'cancelled_bookings', '1', 'unless that is to be cancelled'
);

select given.nobody();
select results_eq(
    $$
        select customer_name::text, customer_email::text, customer_phone::text, note::text,
            status::text
        from data.bookings order by starts_at
    $$,
    $$ values
        ('Erased', null::text, null::text, null::text, 'cancelled_by_business'),
        ('Eve', 'eve@customers.test', null, null, 'confirmed')
    $$,
    'the booking stays, and is nobody''s; others keep theirs'
);
select results_eq(
    $$ select name::text, email::text from data.customers order by created_at, name $$,
    $$ values ('Erased', null::text), ('Eve', 'eve@customers.test') $$,
    'so does the record'
);
select is_empty(
    $$ select from data.history where personal::text ilike '%zoe%' $$, 'history has forgotten them'
);
select isnt_empty(
    $$ select from data.history where personal::text ilike '%eve%' $$, 'and nobody else'
);
select results_eq(
    $$ select reason, erased_by from data.erasures $$,
    $$ values ('request', given.user_id('alder', 'Max')) $$,
    'who did it is on record'
);

-- A free text that has to stand there becomes a word, a record that was merged goes along.
create table data.remarks (
    tenant_id uuid not null,
    remark_id uuid not null default uuidv7(),
    customer_id uuid not null,
    body data.long_text not null,
    primary key (tenant_id, remark_id),
    foreign key (tenant_id, customer_id) references data.customers
);
create table data.lookups (
    email data.email_address not null,
    tenant_id uuid not null,
    customer_id uuid not null,
    primary key (email, tenant_id),
    foreign key (tenant_id, customer_id) references data.customers
);
grant select, update on data.remarks to holdfast_eraser;
grant select, delete on data.lookups to holdfast_eraser;
insert into data.personal_columns (table_name, column_name, kind)
values ('lookups', 'email', 'email'), ('remarks', 'body', 'text');
insert into data.customers (tenant_id, name, email, merged_into)
select given.tenant_id('alder'), 'Evie', 'evie@customers.test', customer_id from made
    where name = 'Eve';
insert into data.remarks (tenant_id, customer_id, body)
select tenant_id, customer_id, 'Evie says Eve' from data.customers where name = 'Evie';
insert into data.lookups (email, tenant_id, customer_id)
select email, tenant_id, customer_id from data.customers where name = 'Evie';
update data.bookings set status = 'cancelled_by_business' where customer_name = 'Eve';
select is(
    private.ids_where('data.lookups'::regclass, 'true'), '{}', 'a row may have no id of its own'
);

select given.acting_for('alder', 'manager', 'Max');
select lives_ok(
    $$ select pg_temp.erased(p_name => 'Eve') $$,
    'a table that came later needs nobody to tell of it'
);
select given.nobody();
select results_eq(
    $$ select body::text from data.remarks $$, $$ values ('Erased') $$, 'its texts are erased'
);
select is_empty($$ select from data.lookups $$, 'what is of no use without an address goes');
select is_empty($$ select from data.customers where name ilike 'ev%' $$, 'and both records');
select is((select count(*)::integer from data.erasures), 3, 'each is on record');
select results_eq(
    $$
        select r.name, cardinality(r.ids)
        from private.person_rows(
            given.tenant_id('alder'), (select customer_id from made where name = 'Eve')
        ) as r where r.name in ('bookings', 'customers', 'remarks', 'services')
        order by r.name
    $$,
    $$ values ('bookings', 1), ('customers', 2), ('remarks', 1) $$,
    'they were found by what refers to them'
);

-- In the words of the business.
select is(private.blank_of('name', false, 'it'), '''Dati cancellati''', 'in its language');
select is(private.blank_of('name', true, 'it'), 'null', 'if a word has to stand there at all');

select * from finish();
rollback;
