-- api.get_commission_rule: for owners and managers.

begin;
select plan(2);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.member('birch', 'Eve', 'owner');
select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select (api.create_commission_rule(given.tenant_id('alder'), 100) ->> 'id')::uuid as id;
grant select on made to public;

select is(
    given.outcomes('alder', $$
        select api.get_commission_rule(given.tenant_id('alder'), id) from made
    $$),
    'guest KA001, staff KF001, manager done, owner done', 'who runs the business knows'
);
select given.acting_for('birch', 'owner', 'Eve');
select is(
    given.outcome($$ select api.get_commission_rule(given.tenant_id('birch'), id) from made $$),
    'KN150', 'and nobody else'
);

select * from finish();
rollback;
