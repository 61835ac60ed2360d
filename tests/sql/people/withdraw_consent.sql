-- api.withdraw_consent: a consent ends.

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
select
    n,
    (api.record_consent(
        given.tenant_id('alder'), pg_temp.id(name), 'photos', 'Yes ' || n
    ) ->> 'id')::uuid as consent_id
from (values (1, 'Zoe'), (2, 'Zoe'), (3, 'Eve')) as said (n, name);
grant select on made to public;

create function pg_temp.consent_id(p_n integer) returns uuid
    language sql
    return (select consent_id from made where n = p_n);

select isnt(
    api.withdraw_consent(given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.consent_id(1))
    ->> 'withdrawn_at',
    null, 'it says when'
);
select given.nobody();
update data.consents set given_at = given_at where consent_id = pg_temp.consent_id(1);
select throws_ok(
    $$ update data.consents set wording = 'Other' where consent_id = pg_temp.consent_id(2) $$,
    'KC096', null, 'what was said stays'
);
select throws_ok(
    $$ update data.consents set withdrawn_at = now() + interval '1 hour'
       where consent_id = pg_temp.consent_id(1) $$,
    'KC096', null, 'and so does the end'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.withdraw_consent(
        given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.consent_id(3)
    ) $$,
    'KN029', null, 'a consent is one customer''s'
);
select lives_ok(
    $$ select api.withdraw_consent(
        given.tenant_id('alder'), pg_temp.id('Zoe'), pg_temp.consent_id(1)
    ) $$,
    'to withdraw it again changes nothing'
);
select is(
    (
        select count(*)::integer
        from jsonb_array_elements(
            api.list_consents(given.tenant_id('alder'), pg_temp.id('Zoe')) -> 'items'
        ) as c
        where c ->> 'withdrawn_at' is not null
    ),
    1, 'and the others stand'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$
        select api.withdraw_consent(given.tenant_id('birch'), pg_temp.id('Zoe'),
        pg_temp.consent_id(2))
    $$,
    'KN004', null, 'another business finds nothing'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$
        select api.withdraw_consent(given.tenant_id('alder'), pg_temp.id('Zoe'),
        pg_temp.consent_id(2))
    $$,
    'KF001', null, 'customers may not'
);
select given.acting_for('alder');
select throws_ok(
    $$
        select api.withdraw_consent(given.tenant_id('alder'), pg_temp.id('Zoe'),
        pg_temp.consent_id(2))
    $$,
    'KA001', null, 'nor may a guest'
);

select * from finish();
rollback;
