-- api.list_templates: what a business writes to its customers.

begin;
select plan(3);

select given.tenant('alder');
select given.tenant('birch');
select given.templates('alder'), given.templates('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes('alder', $$ select api.list_templates(given.tenant_id('alder')) $$),
    'guest KA001, staff done, manager done, owner done',
    'who works there may'
);

select is(
    jsonb_array_length(api.list_templates(given.tenant_id('alder'), 100) -> 'items'), 56,
    'fourteen occasions in four languages'
);
select is(
    jsonb_path_query_array(
        api.list_templates(
            given.tenant_id('alder'), 2,
            api.list_templates(given.tenant_id('alder'), 3) ->> 'next_cursor'
        ),
        '$.items[*].locale'
    ),
    '["pl", "da"]'::jsonb,
    'page by page'
);

select * from finish();
rollback;
