-- api.create_service: adding what customers can book, and what a visit needs.

begin;
select plan(38);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Cellar', 'room');
select given.resource('alder', 'Loft', 'room');
select given.resource('alder', 'Gone');
select given.resource('birch', 'Eve');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
update data.resources set archived_at = now() where name = 'Gone';

-- A part that these can take: '{"resource_ids": […]}', with whatever else.
create function pg_temp.part(p_names text[], p_more jsonb default '{}') returns jsonb
    language sql
as $$
    select jsonb_build_object('resource_ids', coalesce(jsonb_agg(
        coalesce(given.resource_id('alder', name), given.resource_id('birch', name)) order by n
    ), '[]')) || p_more
    from unnest(p_names) with ordinality as u (name, n);
$$;

create function pg_temp.create_service(
    p_requirements jsonb default jsonb_build_array(pg_temp.part('{Ann,Ben}')),
    p_lead_terms jsonb default '[]', p_price integer default 4500, p_deposit integer default 0,
    p_slug text default 'alder'
) returns jsonb
    language sql
as $$
    select api.create_service(
        p_tenant_id => given.tenant_id(p_slug),
        p_name => 'Cut',
        p_duration_minutes => 60,
        p_requirements => p_requirements,
        p_lead_terms => p_lead_terms,
        p_price => jsonb_build_object('amount', p_price, 'currency', 'EUR'),
        p_deposit => jsonb_build_object('amount', p_deposit, 'currency', 'EUR')
    );
$$;

create function pg_temp.ids(variadic p_names text[]) returns jsonb
    language sql
as $$
    select jsonb_agg(id order by id)
    from (select given.resource_id('alder', name) as id from unnest(p_names) as name) as found;
$$;

-- Where a refusal points, as a client is told.
create function pg_temp.pointer(p_requirements jsonb, p_lead_terms jsonb default '[]') returns text
    language plpgsql
as $$
declare
    v_column text;
begin
    perform pg_temp.create_service(p_requirements, p_lead_terms);
    return null;
exception
    when sqlstate 'KV021' then
        get stacked diagnostics v_column = column_name;
        return v_column;
end;
$$;

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as select pg_temp.create_service() as service;
grant select on made to public;
select is(
    service - 'id',
    jsonb_build_object(
        'name', 'Cut',
        'description', null,
        'category', null,
        'duration_minutes', 60,
        'buffer_before_minutes', 0,
        'buffer_after_minutes', 0,
        'price', '{"amount": 4500, "currency": "EUR"}'::jsonb,
        'deposit', '{"amount": 0, "currency": "EUR"}'::jsonb,
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
        'resources', pg_temp.ids('Ann', 'Ben'),
        'lead_terms', '[]'::jsonb,
        'requirements', jsonb_build_array(jsonb_build_object(
            'position', 1, 'quantity', 1, 'resource_ids', pg_temp.ids('Ann', 'Ben')
        ))
    ),
    'an owner adds a service that either can do'
) from made;
select is(
    api.get_service(given.tenant_id('alder'), (service ->> 'id')::uuid), service, 'and it is there'
) from made;
select is(
    json_array_length(api.get_availability(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => (service ->> 'id')::uuid,
        p_from => given.day(0)::date,
        p_to => given.day(0)::date
    ) -> 'slots'),
    29, 'to be booked at once'
) from made;

select given.acting_for('alder', 'manager', 'Max');
select is(
    api.create_service(
        p_tenant_id => given.tenant_id('alder'),
        p_name => 'Class',
        p_duration_minutes => 45,
        p_requirements => jsonb_build_array(
            pg_temp.part('{Ann,Ben}'), pg_temp.part('{Cellar,Loft}', '{"quantity": 2}')
        ),
        p_lead_terms => jsonb_build_array(jsonb_build_object(
            'resource_id', given.resource_id('alder', 'Ben'),
            'duration_minutes', 30,
            'price', '{"amount": 900, "currency": "EUR"}'::jsonb
        )),
        p_description => 'All together',
        p_category => 'Classes',
        p_buffer_before_minutes => 5,
        p_buffer_after_minutes => 10,
        p_price => '{"amount": 1200, "currency": "EUR"}',
        p_deposit => '{"amount": 200, "currency": "EUR"}',
        p_pay_online => true,
        p_capacity => 12,
        p_needs_acceptance => true,
        p_slot_minutes => 30,
        p_notice_minutes => 120,
        p_horizon_days => 14,
        p_max_per_day => 40,
        p_is_public => false
    ) - 'id',
    jsonb_build_object(
        'name', 'Class',
        'description', 'All together',
        'category', 'Classes',
        'duration_minutes', 45,
        'buffer_before_minutes', 5,
        'buffer_after_minutes', 10,
        'price', '{"amount": 1200, "currency": "EUR"}'::jsonb,
        'deposit', '{"amount": 200, "currency": "EUR"}'::jsonb,
        'pay_online', true,
        'capacity', 12,
        'needs_acceptance', true,
        'slot_minutes', 30,
        'notice_minutes', 120,
        'horizon_days', 14,
        'max_per_day', 40,
        'is_public', false,
        'refund_policy', null,
        'card_required', false,
        'tax_basis_points', null,
        'prices', '[]'::jsonb,
        'resources', pg_temp.ids('Ann', 'Ben'),
        'lead_terms', jsonb_build_array(jsonb_build_object(
            'resource_id', given.resource_id('alder', 'Ben'),
            'duration_minutes', 30,
            'price', '{"amount": 900, "currency": "EUR"}'::jsonb
        )),
        'requirements', jsonb_build_array(
            jsonb_build_object(
                'position', 1, 'quantity', 1, 'resource_ids', pg_temp.ids('Ann', 'Ben')
            ),
            jsonb_build_object(
                'position', 2, 'quantity', 2, 'resource_ids', pg_temp.ids('Cellar', 'Loft')
            )
        )
    ),
    'a manager may too, with all there is to say'
);
select is(
    pg_temp.create_service(
        jsonb_path_query_array(service, '$.requirements[*]')
    ) -> 'requirements',
    service -> 'requirements', 'what a service says it needs can be said again'
) from made;

-- Requirements that do not fit, and where.
select is(pg_temp.pointer('{}'), 'requirements', 'requirements are a list');
select is(pg_temp.pointer('[]'), 'requirements', 'with something in it');
select is(pg_temp.pointer(null), 'requirements', 'and there are some');
select is(
    pg_temp.pointer((select jsonb_agg(pg_temp.part('{Ann}')) from generate_series(1, 10))),
    'requirements', 'nine parts at most'
);
select is(pg_temp.pointer('["Ann"]'), 'requirements/0', 'a part is an object');
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann}', '{"seats": 1}'))), 'requirements/0',
    'of fields that are known'
);
select is(pg_temp.pointer('[{}]'), 'requirements/0', 'somebody can take it');
select is(pg_temp.pointer('[{"resource_ids": []}]'), 'requirements/0', 'at least one');
select is(pg_temp.pointer('[{"resource_ids": ["Ann"]}]'), 'requirements/0', 'named by their id');
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann,Ben}', '{"quantity": 2}'))),
    'requirements/0', 'there is one lead'
);
select is(
    pg_temp.pointer(jsonb_build_array(
        pg_temp.part('{Ann}'), pg_temp.part('{Cellar}', '{"quantity": 2}')
    )),
    'requirements/1', 'of one room nobody takes two'
);
select is(
    pg_temp.pointer(jsonb_build_array(
        pg_temp.part('{Ann}'), pg_temp.part('{Cellar}', '{"quantity": 0}')
    )),
    'requirements/1', 'nor none'
);
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann}', '{"position": 2}'))),
    'requirements/0', 'a part stands where it stands'
);
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann}') || jsonb_build_object(
        'resource_ids', jsonb_build_array(given.resource_id('alder', 'Ann'), uuidv7())
    ))),
    'requirements/0/resource_ids/1', 'a resource has to be there'
);
select is(
    pg_temp.pointer('[{"resource_ids": [null]}]'), 'requirements/0/resource_ids/0', 'nobody is not'
);
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann,Gone}'))),
    'requirements/0/resource_ids/1', 'nor somebody who is archived'
);
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Eve}'))),
    'requirements/0/resource_ids/0', 'another business''s resource does not exist'
);
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann}'), pg_temp.part('{Ben,Ann}'))),
    'requirements/1/resource_ids/1', 'nobody takes two parts'
);
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann,Ann}'))),
    'requirements/0/resource_ids/1', 'nor one part twice'
);

-- Terms of leads that do not fit, and where.
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann}')), '{}'), 'lead_terms', 'they are a list'
);
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann}')), '[{"wage": 1}]'), 'lead_terms/0',
    'of known fields'
);
select is(
    pg_temp.pointer(jsonb_build_array(pg_temp.part('{Ann}')), '[{"duration_minutes": 0}]'),
    'lead_terms/0', 'within bounds'
);
select is(
    pg_temp.pointer(
        jsonb_build_array(pg_temp.part('{Ann}'), pg_temp.part('{Ben}')),
        jsonb_build_array(jsonb_build_object('resource_id', given.resource_id('alder', 'Ben')))
    ),
    'lead_terms/0/resource_id', 'for leads only'
);

select throws_ok(
    $$ select pg_temp.create_service(p_price => 10, p_deposit => 11) $$,
    '23514', null, 'a deposit is part of the price'
);

select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "one"}'
);
select is(
    pg_temp.create_service(), pg_temp.create_service(),
    'a request that is repeated is answered again'
);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"idempotency_key": "k", "request_hash": "two"}'
);
select throws_ok(
    'select pg_temp.create_service()', 'KV003', null, 'a key belongs to one request'
);

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.create_service()', 'KF001', null, 'staff may not');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.create_service()', 'KF001', null, 'nor may a customer');
select given.acting_for('alder');
select throws_ok('select pg_temp.create_service()', 'KA001', null, 'nor a guest');

select given.nobody();
select is(
    (select count(*)::integer from data.services), 4,
    'what was refused left nothing, what was repeated is one'
);
select is(
    (
        select count(*)::integer from data.events
        where type = 'service.created' and actor_id is not null
    ),
    4, 'every service is told, with who added it'
);

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$
        select api.create_service(
            p_tenant_id => given.tenant_id('alder'), p_name => 'Cut', p_duration_minutes => 60,
            p_requirements => jsonb_build_array(pg_temp.part('{Ann}')),
            p_price => '{"amount": 100, "currency": "USD"}'
        )
    $$,
    'KV022', null, 'a price is in the currency of the business'
);
select throws_ok(
    $$ select pg_temp.create_service(p_price => -1) $$, 'KV022', null, 'and not below nothing'
);

select * from finish();
rollback;
