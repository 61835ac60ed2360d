-- api.create_commission_rule: who earns what, and which of several rules counts.

begin;
select plan(24);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.resource('birch', 'Kim');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Olga', 'owner');
select given.service('alder', 'Cut', 60, 'Ann', 'Ben');
select given.service('alder', 'Shave', 60, 'Ann', 'Ben');
update data.services set price_minor = 1000;
update data.services set category = 'Hair' where name = 'Cut';

create function pg_temp.earns(p_service text, p_lead text) returns bigint
    language sql security definer
as $$
    select private.commission_for(b, 1000)
    from data.bookings as b
    where
        b.service_id = given.service_id('alder', p_service)
        and b.resource_id = given.resource_id('alder', p_lead);
$$;

select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));
select given.booking('alder', 'Shave', 'Ann', given.day(0, '11:00'));
select given.booking('alder', 'Cut', 'Ben', given.day(0, '10:00'));
select given.booking('alder', 'Shave', 'Ben', given.day(0, '11:00'));

select is(
    given.outcomes('alder', $$
        select api.create_commission_rule(given.tenant_id('alder'), 100)
    $$),
    'guest KA001, staff KF001, manager KF001, owner done', 'it is for owners to say'
);
select is(pg_temp.earns('Shave', 'Ben'), 10::bigint, 'for everybody');
select is(
    api.create_commission_rule(
        given.tenant_id('alder'),
        p_fixed => '{"amount": 20, "currency": "EUR"}',
        p_category => 'Hair'
    ) - 'id' - 'created_at' - 'effective_from',
    '{
        "resource_id": null, "service_id": null, "category": "Hair", "basis_points": 0,
        "fixed": {"amount": 20, "currency": "EUR"}, "tiers": []
    }',
    'so much a visit, of a category'
);
select is(pg_temp.earns('Cut', 'Ben'), 20::bigint, 'comes before what is for everything');
select is(pg_temp.earns('Shave', 'Ben'), 10::bigint, 'of another category it is as before');
select ok(
    api.create_commission_rule(
        given.tenant_id('alder'), 300, p_service_id => given.service_id('alder', 'Cut')
    ) ? 'id', 'of one service'
);
select is(pg_temp.earns('Cut', 'Ben'), 30::bigint, 'comes before its category');
select ok(
    api.create_commission_rule(
        given.tenant_id('alder'), 400, p_resource_id => given.resource_id('alder', 'Ann')
    ) ? 'id', 'of one member'
);
select is(pg_temp.earns('Cut', 'Ann'), 40::bigint, 'comes before any service');
select is(pg_temp.earns('Cut', 'Ben'), 30::bigint, 'and is nobody else''s');
select ok(
    api.create_commission_rule(
        given.tenant_id('alder'), 500, p_resource_id => given.resource_id('alder', 'Ann'),
        p_category => 'Hair'
    ) ? 'id', 'of one member and a category'
);
select is(pg_temp.earns('Cut', 'Ann'), 50::bigint, 'is closer');
select ok(
    api.create_commission_rule(
        given.tenant_id('alder'), 600, p_resource_id => given.resource_id('alder', 'Ann'),
        p_service_id => given.service_id('alder', 'Cut')
    ) ? 'id', 'of one member and one service'
);
select is(pg_temp.earns('Cut', 'Ann'), 60::bigint, 'is closest');
select ok(
    api.create_commission_rule(
        given.tenant_id('alder'), 700, p_effective_from => '2020-01-01'
    ) ? 'id', 'of several alike'
);
select is(pg_temp.earns('Shave', 'Ben'), 10::bigint, 'the latest counts');
select ok(
    api.create_commission_rule(
        given.tenant_id('alder'), 800, p_effective_from => (now() + interval '3 days')::date
    ) ? 'id', 'but none'
);
select is(pg_temp.earns('Shave', 'Ben'), 10::bigint, 'before its day');

-- Tiers.

select is(
    api.create_commission_rule(
        given.tenant_id('alder'), 1000,
        '{"amount": 7, "currency": "EUR"}',
        '[
            {"from": {"amount": 600, "currency": "EUR"}, "basis_points": 5000},
            {"from": {"amount": 250, "currency": "EUR"}, "basis_points": 2000}
        ]',
        given.resource_id('alder', 'Ben'),
        given.service_id('alder', 'Cut')
    ) -> 'tiers',
    '[
        {"from": {"amount": 250, "currency": "EUR"}, "basis_points": 2000},
        {"from": {"amount": 600, "currency": "EUR"}, "basis_points": 5000}
    ]',
    'tiers are in order'
);
select is(pg_temp.earns('Cut', 'Ben'), 302::bigint, 'each part has the share of its tier');
select is(
    given.outcome($$
        select api.create_commission_rule(given.tenant_id('alder'), 1, null, '[{"from": 1}]')
    $$),
    'KV151', 'what is no tier'
);
select is(
    given.outcome($$
        select api.create_commission_rule(given.tenant_id('alder'), 1, null, '[
            {"from": {"amount": 1, "currency": "EUR"}, "basis_points": 1},
            {"from": {"amount": 1, "currency": "EUR"}, "basis_points": 2}
        ]')
    $$),
    'KV151', 'or comes twice, is none'
);
select is(
    given.outcome($$
        select api.create_commission_rule(
            given.tenant_id('alder'), 1, p_resource_id => given.resource_id('birch', 'Kim')
        )
    $$),
    'KN005', 'those of others are not there'
);
select is(
    given.outcome($$
        select api.create_commission_rule(
            given.tenant_id('alder'), 1, p_category => 'Hair',
            p_service_id => given.service_id('alder', 'Cut')
        )
    $$),
    '23514', 'a rule is of a service or a category'
);

select * from finish();
rollback;
