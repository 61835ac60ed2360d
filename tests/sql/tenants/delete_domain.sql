-- api.delete_domain: a host is given up.

begin;
select plan(4);

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

select given.nobody();
update data.domains set verified_at = now();

select is(
    given.outcomes('alder', $$
        select api.delete_domain(given.tenant_id('alder'), pg_temp.id())
    $$),
    'guest KA001, staff KF001, manager done, owner KN022',
    'a manager may, and the owner'
);

select given.nobody();
select is_empty($$ select from data.domains $$, 'it is gone');
select is_empty($$ select from data.sites $$, 'and shows nobody''s page');

select given.acting_for('birch', 'owner');
select is(
    given.outcome($$ select api.create_domain(given.tenant_id('birch'), 'www.alder.test') $$),
    'done', 'whoever wants it can have it'
);

select * from finish();
rollback;
