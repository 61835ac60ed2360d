-- api.list_domains: the hosts of a business.

begin;
select plan(4);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes('alder', $$ select api.list_domains(given.tenant_id('alder')) $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);

select api.create_domain(given.tenant_id('alder'), 'a.alder.test');
select api.create_domain(given.tenant_id('alder'), 'b.alder.test');
select is(
    jsonb_path_query_array(api.list_domains(given.tenant_id('alder')), '$.items[*].host'),
    '["a.alder.test", "b.alder.test"]'::jsonb,
    'in the order in which they were claimed'
);
select is(
    jsonb_path_query_array(
        api.list_domains(
            given.tenant_id('alder'), 1,
            api.list_domains(given.tenant_id('alder'), 1) ->> 'next_cursor'
        ),
        '$.items[*].host'
    ),
    '["b.alder.test"]'::jsonb,
    'page by page'
);
select given.acting_for('birch', 'owner');
select is(
    api.list_domains(given.tenant_id('birch')) -> 'items', '[]'::jsonb, 'others have their own'
);

select * from finish();
rollback;
