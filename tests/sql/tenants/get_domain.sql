-- api.get_domain: one host of a business.

begin;
select plan(3);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select api.create_domain(given.tenant_id('alder'), 'www.alder.test') as domain;
grant select on made to public;

create function pg_temp.id() returns uuid
    language sql
    return (select (domain ->> 'id')::uuid from made);

select is(
    given.outcomes('alder', $$
        select api.get_domain(given.tenant_id('alder'), pg_temp.id())
    $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);

select is(
    api.get_domain(given.tenant_id('alder'), pg_temp.id()), (select domain from made), 'as it was'
);
select given.acting_for('birch', 'owner');
select is(
    given.outcome($$ select api.get_domain(given.tenant_id('birch'), pg_temp.id()) $$),
    'KN022', 'it is nobody else''s'
);

select * from finish();
rollback;
