-- api.list_duplicates: who may be one person.

begin;
select plan(11);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');
insert into data.customers (tenant_id, name, email, phone_e164, merged_into)
values
(given.tenant_id('alder'), 'Zoe', 'zoe@customers.test', '+39061234567', null),
(given.tenant_id('birch'), 'Eve', null, '+39061234567', null);

create function pg_temp.know(p_name text, p_email text, p_phone text default null) returns void
    language sql security definer
begin atomic
    insert into data.customers (tenant_id, name, email, phone_e164)
    values (given.tenant_id('alder'), p_name, p_email, p_phone);
end;

create function pg_temp.found() returns text
    language sql
    return (
        select string_agg(
            format('%s: %s', i.item ->> 'reason', (
                select string_agg(c ->> 'name', ' ' order by c ->> 'id')
                from jsonb_array_elements(i.item -> 'customers') as c
            )), '; ' order by i.n
        )
        from jsonb_array_elements(
            api.list_duplicates(given.tenant_id('alder')) -> 'items'
        ) with ordinality as i (item, n)
    );

select given.acting_for('alder', 'staff', 'Sam');
select is(pg_temp.found(), null, 'one of a kind is nobody''s duplicate, not of another business');
select pg_temp.know('Zoë', 'other@customers.test', '+39061234567');
select is(pg_temp.found(), 'phone: Zoe Zoë', 'one number, two records');
select pg_temp.know('Bob', 'bob@one.test');
select pg_temp.know('Bob', 'bob@two.test');
select is(pg_temp.found(), 'phone: Zoe Zoë', 'two of a name who both say who they are, are two');
select pg_temp.know(' bob', null);
select is(
    pg_temp.found(), 'phone: Zoe Zoë; name: Bob Bob  bob', 'until one comes who does not'
);
select pg_temp.know('Cleo', null, '+39067777777');
select pg_temp.know('Cleo', 'cleo@customers.test', '+39068888888');
select is(
    pg_temp.found(), 'phone: Zoe Zoë; name: Bob Bob  bob', 'other numbers speak against it'
);
select pg_temp.know('Dan', null, '+39069999999');
select pg_temp.know('Dan', 'dan@customers.test', '+39069999999');
select is(
    pg_temp.found(), 'phone: Zoe Zoë; phone: Dan Dan; name: Bob Bob  bob',
    'who is suspected for the number is not suspected again for the name'
);
create temporary table page as
select api.list_duplicates(given.tenant_id('alder'), 2) as one;
grant select on page to public;
select is(jsonb_array_length(one -> 'items'), 2, 'a page has as many as it may') from page;
select is(
    api.list_duplicates(given.tenant_id('alder'), 2,
        one ->> 'next_cursor') -> 'items' -> 0 ->> 'reason',
    'name', 'and the next goes on from there'
) from page;
select throws_ok(
    $$ select api.list_duplicates(given.tenant_id('alder'), 2, 'x') $$,
    'KV002', null, 'a cursor has to be ours'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.found()', 'KF001', null, 'customers may not');
select given.acting_for('alder');
select throws_ok('select pg_temp.found()', 'KA001', null, 'nor may a guest');

select * from finish();
rollback;
