-- api.list_commission_rules: page by page.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.acting_for('alder', 'owner', 'Olga');
select api.create_commission_rule(given.tenant_id('alder'), n) from generate_series(1, 3) as n;

select is(
    given.outcomes('alder', $$ select api.list_commission_rules(given.tenant_id('alder')) $$),
    'guest KA001, staff KF001, manager done, owner done', 'who runs the business knows'
);
select is(
    jsonb_path_query_array(
        api.list_commission_rules(given.tenant_id('alder'), 2), '$.items[*].basis_points'
    ),
    '[1, 2]', 'a page of two'
);
select is(
    jsonb_path_query_array(
        api.list_commission_rules(given.tenant_id('alder'), 2, (
            api.list_commission_rules(given.tenant_id('alder'), 2) ->> 'next_cursor'
        )),
        '$.items[*].basis_points'
    ),
    '[3]', 'and the next'
);

select * from finish();
rollback;
