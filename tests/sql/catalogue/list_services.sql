-- api.list_services: what can be booked, as the public and as the staff see it.

begin;
select plan(16);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Cid');
select given.resource('alder', 'Eve');
select given.resource('alder', 'Cellar', 'room');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben', 'Cid', 'Eve');
select given.requirement('alder', 'Cut', 2, 1, 'Cellar');
select given.service('alder', 'Colour', 90, 'Ann');
select given.service('alder', 'Secret', 30, 'Ann');
select given.service('alder', 'Gone', 30, 'Ann');
select given.service('alder', 'Advice', 15, 'Ann');
select given.resource('birch', 'Fay');
select given.service('birch', 'Cut', 60, 'Fay');
select given.member('alder', 'Sam', 'staff');
update data.services set category = 'Hair' where name in ('Cut', 'Colour');
update data.services set is_public = false where name = 'Secret';
update data.services set archived_at = now() where name = 'Gone';
update data.services set price_minor = 4500, deposit_minor = 1000
where name = 'Cut' and tenant_id = given.tenant_id('alder');
update data.resources set is_public = false where name in ('Ben', 'Cellar');
update data.resources set archived_at = now() where name = 'Eve';
update data.candidates set duration_minutes = 45, price_minor = 6000
where resource_id = given.resource_id('alder', 'Ann')
    and service_id = given.service_id('alder', 'Cut');
update data.candidates set price_minor = 3000 where resource_id = given.resource_id('alder', 'Ben');

create function pg_temp.listed(
    p_category text default null, p_limit integer default 50, p_cursor text default null,
    p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.list_services(
        p_tenant_id => given.tenant_id(p_slug),
        p_category => p_category,
        p_limit => p_limit,
        p_cursor => p_cursor
    );
$$;

create function pg_temp.names(p_page jsonb) returns text
    language sql
    return (
        select string_agg(value ->> 'name', ' ' order by ordinality)
        from jsonb_array_elements(p_page -> 'items') with ordinality
    );

create function pg_temp.ids(variadic p_names text[]) returns jsonb
    language sql
as $$
    select jsonb_agg(id order by id)
    from (select given.resource_id('alder', name) as id from unnest(p_names) as name) as found;
$$;

select given.acting_for('alder');
select is(
    pg_temp.names(pg_temp.listed()), 'Advice Colour Cut',
    'a guest sees those that are public, by category and name'
);
select is(
    pg_temp.listed() #> '{items,2}',
    jsonb_build_object(
        'id', given.service_id('alder', 'Cut'),
        'name', 'Cut',
        'description', null,
        'category', 'Hair',
        'duration_minutes', 60,
        'buffer_before_minutes', 0,
        'buffer_after_minutes', 0,
        'price', '{"amount": 4500, "currency": "EUR"}'::jsonb,
        'deposit', '{"amount": 1000, "currency": "EUR"}'::jsonb,
        'pay_online', false,
        'capacity', 1,
        'needs_acceptance', false,
        'slot_minutes', null,
        'notice_minutes', null,
        'horizon_days', null,
        'max_per_day', null,
        'is_public', true,
        'refund_policy', null,
        'card_required', false,
        'tax_basis_points', null,
        'prices', '[]'::jsonb,
        'resources', pg_temp.ids('Ann', 'Cid'),
        'lead_terms', jsonb_build_array(jsonb_build_object(
            'resource_id', given.resource_id('alder', 'Ann'),
            'duration_minutes', 45,
            'price', '{"amount": 6000, "currency": "EUR"}'::jsonb
        )),
        'requirements', null
    ),
    'with the leads that are public, and not what else it needs'
);

select given.acting_for('alder', 'staff', 'Sam');
select is(
    pg_temp.names(pg_temp.listed()), 'Advice Secret Colour Cut',
    'staff see all but those that are archived'
);
select is(
    pg_temp.listed() #> '{items,3,resources}', pg_temp.ids('Ann', 'Ben', 'Cid'),
    'with all leads but those that are archived'
);
select is(
    jsonb_path_query_array(pg_temp.listed(), '$.items[3].lead_terms[*].price.amount'),
    (
        select jsonb_agg(price order by id)
        from (values
            (given.resource_id('alder', 'Ann'), 6000), (given.resource_id('alder', 'Ben'), 3000)
        ) as terms (id, price)
    ),
    'and the terms of each'
);
select is(
    jsonb_path_query_array(
        pg_temp.listed(), '$.items[3].lead_terms[*] ? (@.price.amount == 3000).duration_minutes'
    ),
    '[null]'::jsonb, 'as far as they are others than the service''s'
);
select is(
    pg_temp.listed() #> '{items,3,requirements}',
    jsonb_build_array(
        jsonb_build_object(
            'position', 1, 'quantity', 1, 'resource_ids', pg_temp.ids('Ann', 'Ben', 'Cid')
        ),
        jsonb_build_object('position', 2, 'quantity', 1, 'resource_ids', pg_temp.ids('Cellar'))
    ),
    'and all that a visit needs'
);
select is(pg_temp.names(pg_temp.listed('Hair')), 'Colour Cut', 'by category');
select is(pg_temp.listed('Nails') -> 'items', '[]'::jsonb, 'perhaps there is none');
select is(
    pg_temp.names(pg_temp.listed(p_limit => 3)), 'Advice Secret Colour',
    'a page has as many as it may'
);
select is(
    pg_temp.names(pg_temp.listed(
        p_limit => 3, p_cursor => pg_temp.listed(p_limit => 3) ->> 'next_cursor'
    )),
    'Cut', 'and the next goes on from there'
);
select is(
    pg_temp.names(pg_temp.listed(
        p_limit => 1, p_cursor => pg_temp.listed(p_limit => 1) ->> 'next_cursor'
    )),
    'Secret', 'also where there is no category'
);
select throws_ok(
    $$ select pg_temp.listed(p_cursor => 'x') $$, 'KV002', null, 'a cursor has to be ours'
);
select given.acting_for('birch');
select is(
    pg_temp.names(pg_temp.listed(p_slug => 'birch')), 'Cut', 'another business has its own'
);
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.listed()', 'KF001', null, 'customers read the public list');
select given.nobody();
select throws_ok('select pg_temp.listed()', 'KA001', null, 'nobody reads nothing');

select * from finish();
rollback;
