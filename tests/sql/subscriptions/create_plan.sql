-- api.create_plan, and what whoever runs the platform does with it from then on: all of it in one
-- story.

begin;
select plan(21);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
insert into data.users (email, name) values ('ada@x.test', 'Ada');
insert into data.platform_admins (user_id)
select user_id from data.users where email = 'ada@x.test';

create function pg_temp.as_ada() returns void
    language plpgsql
as $$
begin
    reset role;
    perform set_config('request.claims', jsonb_build_object(
        'role', 'platform_admin',
        'sub', (select user_id from data.users where email = 'ada@x.test')
    )::text, true);
end;
$$;

create function pg_temp.made(p_prices jsonb, p_plan text default 'studio') returns jsonb
    language sql
as $$
    select api.create_plan(null, p_plan, 'Studio', p_max_staff => 5, p_prices => p_prices);
$$;

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok('select pg_temp.made(''[]'')', 'KF001', null, 'an owner makes none');
select pg_temp.as_ada();
select throws_ok(
    format('select pg_temp.made(%L)', wrong), 'KV160', null, 'these are no prices: ' || wrong
)
from unnest('{
    "{}",
    "[1]",
    "[{\"interval\": \"week\", \"amount\": {\"amount\": 1, \"currency\": \"EUR\"}}]",
    "[{\"interval\": \"month\", \"amount\": {\"amount\": 0, \"currency\": \"EUR\"}}]",
    "[{\"interval\": \"month\"}]"
}'::text[]) as wrong;
select is(
    pg_temp.made('[
        {"interval": "month", "amount": {"amount": 2900, "currency": "EUR"}},
        {"interval": "year", "amount": {"amount": 30001, "currency": "EUR"}}
    ]') -> 'prices',
    '[
        {"interval": "month", "amount": {"amount": 2900, "currency": "EUR"}},
        {"interval": "year", "amount": {"amount": 30001, "currency": "EUR"}}
    ]',
    'a plan with prices'
);
select throws_ok('select pg_temp.made(''[]'')', 'KC164', null, 'has a name of its own');
select is(
    api.update_plan(null, 'studio', p_max_locations => 2, p_clear => '["max_staff"]')
    - '{features,prices}'::text[],
    '{
        "plan": "studio", "name": "Studio", "description": null, "is_default": false,
        "is_public": true, "sort": 0, "trial_days": 0, "grace_days": 7, "max_staff": null,
        "max_locations": 2, "max_bookings": null, "max_messages": null, "archived_at": null
    }',
    'it changes'
);
select throws_ok(
    'select api.update_plan(null, ''other'')', 'KN160', null, 'if there is one'
);

-- Prices change for those who come, and for nobody else.

update data.plan_prices set stripe_price_id = 'price_studio_' || billing_interval;
select given.subscribed('alder', 'studio');
select pg_temp.as_ada();
select is(
    api.update_plan(null, 'studio', p_prices => '[
        {"interval": "month", "amount": {"amount": 3900, "currency": "EUR"}},
        {"interval": "year", "amount": {"amount": 30001, "currency": "EUR"}}
    ]') -> 'prices' -> 0 -> 'amount' -> 'amount',
    '3900',
    'another price'
);
select is(
    (select string_agg(format('%s %s', amount_minor, retired_at is null), ', ' order by price_id)
    from data.plan_prices),
    '2900 f, 30001 t, 3900 t',
    'leaves the ones before to those who have them'
);
select is(
    api.list_platform_subscriptions(null, 'active') -> 'items' -> 0 -> 'price',
    '{"interval": "month", "amount": {"amount": 2900, "currency": "EUR"}}',
    'who pay what they paid'
);
select is(
    jsonb_array_length(api.list_platform_subscriptions(null, 'past_due') -> 'items'), 0,
    'nobody owes'
);

-- What comes in.

select given.subscription_id('birch');
select given.platform_event(
    'customer.subscription.created',
    given.subscription('birch', 'active', 'price_studio_year', jsonb_build_object(
        'items', jsonb_build_object('data', jsonb_build_array(jsonb_build_object(
            'id', 'si_b', 'price', 'price_studio_year',
            'current_period_end', extract(epoch from now())::bigint - 3 * 86400
        )))
    ))
);
select pg_temp.as_ada();
select is(
    api.get_platform_figures(null) -> 'income',
    -- 2900 and a twelfth of 30001.
    '[{"currency": "EUR", "mrr": {"amount": 5400, "currency": "EUR"}, "subscriptions": 2}]',
    'by the month'
);
select is(api.get_platform_figures(null) -> 'missed', '1', 'and what we have heard nothing of');
select is(
    api.list_platform_subscriptions(null, 'missed') -> 'items' -> 0 ->> 'slug', 'birch', 'whose'
);

-- What everybody has.

select throws_ok(
    'select api.update_plan(null, ''free'', p_is_archived => true)', 'KC165', null,
    'it does not go before there is another'
);
select lives_ok(
    'select api.update_plan(null, ''studio'', p_is_default => true, p_trial_days => 14)', 'another'
);
select is(
    (select string_agg(plan, ',') from data.plans where is_default), 'studio',
    'which is the only one'
);
select given.nobody();
select given.tenant('cedar');
select is(
    (
        select concat_ws(
            ' ', status, plan, lapses_at = free_until, free_until = now() + interval '14 days'
        )
        from data.tenant_subscriptions where tenant_id = given.tenant_id('cedar')
    ),
    'none t t',
    'a new business has a while to choose'
);

select * from finish();
rollback;
