-- api.update_commission_rule: changed for what is to come.

begin;
select plan(7);

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
        select api.update_commission_rule(given.tenant_id('alder'), id, 200) from made
    $$),
    'guest KA001, staff KF001, manager KF001, owner done', 'it is for owners to say'
);
select is(
    (
        select u ->> 'basis_points'
        from (select api.get_commission_rule(given.tenant_id('alder'), id) as u from made) as x
    ),
    '200', 'it has changed'
);
select is(
    (
        select api.update_commission_rule(
            given.tenant_id('alder'), id, p_fixed => '{"amount": 5, "currency": "EUR"}',
            p_tiers => '[{"from": {"amount": 9, "currency": "EUR"}, "basis_points": 1}]'
        ) #>> '{tiers,0,from,amount}'
        from made
    ),
    '9', 'other fields too'
);
select is(
    (select api.get_commission_rule(given.tenant_id('alder'), id) ->> 'basis_points' from made),
    '200', 'and the rest stays'
);
select is(
    (
        select api.update_commission_rule(
            given.tenant_id('alder'), id, p_effective_from => '2030-01-01'
        ) ->> 'effective_from'
        from made
    ),
    '2030-01-01', 'as from when'
);
select is(
    given.outcome($$
        select api.update_commission_rule(given.tenant_id('alder'), id, p_tiers => '{}') from made
    $$),
    'KV151', 'tiers are a list'
);
select is(
    given.outcome($$ select api.update_commission_rule(given.tenant_id('alder'), uuidv7()) $$),
    'KN150', 'there has to be one'
);

select * from finish();
rollback;
