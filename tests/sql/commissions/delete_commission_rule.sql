-- api.delete_commission_rule, api.get_commission_rule and api.list_commission_rules.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select (api.create_commission_rule(given.tenant_id('alder'), 100) ->> 'id')::uuid as id;
grant select on made to public;

select is(
    given.outcomes('alder', $$
        select api.delete_commission_rule(given.tenant_id('alder'), id) from made
    $$),
    'guest KA001, staff KF001, manager KF001, owner done', 'it is for owners to say'
);
select is(
    api.list_commission_rules(given.tenant_id('alder')) -> 'items', '[]', 'it is in force no more'
);
select is(
    given.outcome($$ select api.get_commission_rule(given.tenant_id('alder'), id) from made $$),
    'KN150', 'nor there'
);
select is(
    given.outcome($$ select api.delete_commission_rule(given.tenant_id('alder'), id) from made $$),
    'KN150', 'and is not deleted twice'
);

select * from finish();
rollback;
