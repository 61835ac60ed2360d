-- api.list_consents: what a customer consented to.

begin;
select plan(6);

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

create function pg_temp.listed(p_limit integer default 50, p_cursor text default null) returns jsonb
    language sql
    return api.list_consents(given.tenant_id('alder'), pg_temp.id('Zoe'), p_limit, p_cursor);

select is(
    jsonb_path_query_array(pg_temp.listed(), '$.items[*].wording'), '["Yes 2", "Yes 1"]',
    'the latest first, and no other customer''s'
);
select is(
    jsonb_path_query_array(
        pg_temp.listed(1, pg_temp.listed(1) ->> 'next_cursor'), '$.items[*].wording'
    ),
    '["Yes 1"]', 'page after page'
);
select throws_ok(
    $$ select pg_temp.listed(2, 'x') $$, 'KV002', null, 'a cursor has to be ours'
);

select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select api.list_consents(given.tenant_id('birch'), pg_temp.id('Zoe')) $$,
    'KN004', null, 'another business finds nothing'
);
select given.acting_for('alder', 'customer');
select throws_ok(
    $$ select api.list_consents(given.tenant_id('alder'), pg_temp.id('Zoe')) $$,
    'KF001', null, 'customers may not'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_consents(given.tenant_id('alder'), pg_temp.id('Zoe')) $$,
    'KA001', null, 'nor may a guest'
);

select * from finish();
rollback;
