-- api.update_service: what is sold, and by whom, changes for bookings to come.

begin;
select plan(27);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('alder', 'Cellar', 'room');
select given.resource('birch', 'Eve');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
update data.services set price_minor = 4500;
create temporary table booked as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as id;
grant select on booked to public;

create function pg_temp.part(variadic p_names text[]) returns jsonb
    language sql
as $$
    select jsonb_build_object('resource_ids', jsonb_agg(
        coalesce(given.resource_id('alder', name), given.resource_id('birch', name)) order by n
    ))
    from unnest(p_names) with ordinality as u (name, n);
$$;

create function pg_temp.terms(p_name text, p_price integer) returns jsonb
    language sql
as $$
    select jsonb_build_array(jsonb_build_object(
        'resource_id', given.resource_id('alder', p_name), 'price',
        jsonb_build_object('amount', p_price, 'currency', 'EUR')
    ));
$$;

create function pg_temp.change(
    p_requirements jsonb default null, p_lead_terms jsonb default null,
    p_price integer default null, p_clear jsonb default '[]', p_slug text default 'alder',
    p_id uuid default null
) returns jsonb
    language sql
as $$
    select api.update_service(
        p_tenant_id => given.tenant_id(p_slug),
        p_service_id => coalesce(p_id, given.service_id('alder', 'Cut')),
        p_requirements => p_requirements,
        p_lead_terms => p_lead_terms,
        p_price => case
            when p_price is not null
                then jsonb_build_object('amount', p_price, 'currency', 'EUR')
        end,
        p_clear => p_clear
    );
$$;

-- Who can take which part: 'Ann Ben | Cellar'.
create function pg_temp.parts(p_service jsonb) returns text
    language sql
as $$
    select string_agg(names, ' | ' order by place)
    from (
        select r.place, string_agg(c.name, ' ' order by c.name) as names
        from jsonb_path_query(p_service, '$.requirements[*]') with ordinality as r (part, place)
        left join unnest('{Ann,Ben,Cellar}'::text[]) as c (name)
            on r.part -> 'resource_ids' ? given.resource_id('alder', c.name)::text
        group by r.place
    ) as named;
$$;

select given.acting_for('alder', 'owner', 'Olga');
create temporary table before as
select api.get_service(given.tenant_id('alder'), given.service_id('alder', 'Cut')) as service;
grant select on before to public;

select is(
    pg_temp.change(p_price => 5000),
    service || '{"price": {"amount": 5000, "currency": "EUR"}}',
    'what is given changes, the rest stays'
) from before;
select is(
    api.update_service(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_description => 'With wash',
        p_category => 'Hair',
        p_duration_minutes => 45,
        p_buffer_before_minutes => 5,
        p_buffer_after_minutes => 10,
        p_deposit => '{"amount": 500, "currency": "EUR"}',
        p_pay_online => true,
        p_capacity => 2,
        p_needs_acceptance => true,
        p_slot_minutes => 30,
        p_notice_minutes => 60,
        p_horizon_days => 30,
        p_max_per_day => 8,
        p_is_public => false
    ),
    service || '{
        "description": "With wash", "category": "Hair", "duration_minutes": 45,
        "buffer_before_minutes": 5, "buffer_after_minutes": 10,
        "price": {"amount": 5000, "currency": "EUR"},
        "deposit": {"amount": 500, "currency": "EUR"},
        "pay_online": true, "capacity": 2, "needs_acceptance": true, "slot_minutes": 30,
        "notice_minutes": 60, "horizon_days": 30, "max_per_day": 8, "is_public": false
    }',
    'everything may change'
) from before;
select is(
    pg_temp.change(p_clear => '[
        "description", "category", "slot_minutes", "notice_minutes", "horizon_days", "max_per_day"
    ]') - '{price,deposit}'::text[],
    (service || '{
        "duration_minutes": 45, "buffer_before_minutes": 5, "buffer_after_minutes": 10,
        "pay_online": true, "capacity": 2, "needs_acceptance": true, "is_public": false
    }') - '{price,deposit}'::text[],
    'what is cleared goes'
) from before;
select is(
    pg_temp.change(),
    api.get_service(given.tenant_id('alder'), given.service_id('alder', 'Cut')), 'and it is kept'
);
select is(
    api.get_booking(given.tenant_id('alder'), id) -> 'price',
    '{"amount": 4500, "currency": "EUR"}'::jsonb, 'a booking keeps its price'
) from booked;

select given.acting_for('alder', 'manager', 'Max');
select is(
    pg_temp.parts(pg_temp.change(
        jsonb_build_array(pg_temp.part('Ann', 'Ben'), pg_temp.part('Cellar'))
    )),
    'Ann Ben | Cellar', 'a manager says what it needs'
);
select is(
    pg_temp.change(p_lead_terms => pg_temp.terms('Ann', 6000)) -> 'lead_terms',
    jsonb_build_array(jsonb_build_object(
        'resource_id', given.resource_id('alder', 'Ann'), 'duration_minutes', null,
        'price', '{"amount": 6000, "currency": "EUR"}'::jsonb
    )),
    'and what a lead costs'
);
select is(
    pg_temp.parts(pg_temp.change()), 'Ann Ben | Cellar', 'that changes nothing else'
);
select is(
    pg_temp.change(jsonb_build_array(pg_temp.part('Ann'))) #>> '{lead_terms,0,price,amount}',
    '6000', 'a lead that stays keeps its terms'
);
select is(pg_temp.parts(pg_temp.change()), 'Ann', 'parts that are not named any more go');
select is(
    pg_temp.change(jsonb_build_array(pg_temp.part('Ben'), pg_temp.part('Ann'))) -> 'lead_terms',
    '[]'::jsonb, 'whoever leads no more has none'
);
select is(pg_temp.parts(pg_temp.change()), 'Ben | Ann', 'parts can be taken the other way round');
select is(
    pg_temp.change(
        jsonb_build_array(pg_temp.part('Ann', 'Ben')), pg_temp.terms('Ben', 7000)
    ) #>> '{lead_terms,0,price,amount}',
    '7000', 'both can change at once'
);
select is(
    pg_temp.change(p_lead_terms => pg_temp.terms('Ann', 8000)) -> 'lead_terms',
    jsonb_build_array(jsonb_build_object(
        'resource_id', given.resource_id('alder', 'Ann'), 'duration_minutes', null,
        'price', '{"amount": 8000, "currency": "EUR"}'::jsonb
    )),
    'terms replace those of all leads'
);
select is(
    pg_temp.change(p_clear => '["lead_terms"]') -> 'lead_terms', '[]'::jsonb, 'and can be cleared'
);

select throws_ok(
    $$ select pg_temp.change('[]') $$, 'KV021', null, 'a service needs somebody'
);
select throws_ok(
    $$ select pg_temp.change(p_clear => '["requirements"]') $$, 'KV021', null, 'in any case'
);
select throws_ok(
    $$ select pg_temp.change(jsonb_build_array(pg_temp.part('Eve'))) $$,
    'KV021', null, 'who works here'
);
select throws_ok(
    $$ select pg_temp.change(p_lead_terms => pg_temp.terms('Cellar', 1)) $$,
    'KV021', null, 'terms are for leads'
);
select throws_ok(
    $$ select pg_temp.change(p_price => 499) $$, '23514', null, 'a deposit is part of the price'
);
select throws_ok(
    $$ select pg_temp.change(p_clear => '["name"]') $$, '23502', null, 'it has a name'
);
select throws_ok(
    $$ select pg_temp.change(p_id => uuidv7()) $$, 'KN002', null, 'it has to be there'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.change(p_price => 1, p_slug => 'birch') $$,
    'KN002', null, 'another business''s service does not exist'
);
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok('select pg_temp.change()', 'KF001', null, 'staff may not');
select given.acting_for('alder', 'customer');
select throws_ok('select pg_temp.change()', 'KF001', null, 'nor may a customer');
select given.acting_for('alder');
select throws_ok('select pg_temp.change()', 'KA001', null, 'nor a guest');

select given.nobody();
select is(
    (
        select count(*)::integer from data.events
        where type = 'service.updated' and actor_id is not null
    ),
    3, 'every change is told, what it needs once in a transaction, and none that was refused'
);

select * from finish();
rollback;
