-- api.begin_subscription, and what owners do with it from then on: all of it in one story.

begin;
select plan(33);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.plan('studio', 2900, '{"trial_days": 14}');
select given.plan('chain', 9900, '{"staff": 5}', 2);
update data.plan_prices
set stripe_price_id = null
where plan = 'chain' and billing_interval = 'year';

create function pg_temp.begun(p_plan text, p_interval text default 'month') returns jsonb
    language sql
as $$
    select api.begin_subscription(given.tenant_id('alder'), p_plan, p_interval);
$$;

-- What Stripe is asked because of what happened.
create function pg_temp.wanted() returns text
    language sql security definer
as $$
    select string_agg(
        case e.type
            when 'subscription.change_requested' then 'change ' || (e.data ->> 'kind')
            when 'subscription.checkout_replaced' then 'close ' || (e.data ->> 'session_id')
        end,
        ', ' order by e.event_id
    )
    from data.events as e
    where
        e.type in ('subscription.change_requested', 'subscription.checkout_replaced');
$$;

create function pg_temp.details() returns jsonb
    language sql security definer
as $$
    select private.stripe_details(jsonb_populate_record(
        null::data.deliveries, jsonb_build_object(
            'tenant_id', s.tenant_id, 'kind', 'subscription.change',
            'data', jsonb_build_object('change_id', s.change_id)
        )
    ))
    from data.tenant_subscriptions as s;
$$;

-- Subscribe.

select given.acting_for('alder', 'manager', 'Max');
select throws_ok('select pg_temp.begun(''studio'')', 'KF001', null, 'a manager does not');
select given.acting_for('alder', 'owner', 'Olga', '{"public_url": "https://book.test"}');
select throws_ok('select pg_temp.begun(''other'')', 'KN160', null, 'to what there is not');
select throws_ok('select pg_temp.begun(''free'')', 'KN160', null, 'nor to what is not for sale');
select throws_ok(
    'select pg_temp.begun(''chain'', ''year'')', 'KC163', null, 'nor to what Stripe does not know'
);
create temporary table first as select pg_temp.begun('studio') as asked;
select is(
    (
        select asked - '{
            tenant_id,subscription_id,checkout_id,expires_at,expires,idempotency_key
        }'::text[]
        from first
    ),
    '{
        "url": null, "price": "price_studio_month", "payer": null, "email": "olga@alder.test",
        "locale": "en", "trial_days": 14, "trial_end": null, "return_url": "https://book.test/"
    }',
    'what Stripe is asked'
);
select is(
    pg_temp.begun('studio') -> 'idempotency_key', (select asked -> 'idempotency_key' from first),
    'asked again, by the same key'
);
select given.acting_for('alder', 'stripe');
select is(
    api.note_subscription_page(
        given.tenant_id('alder'), (asked ->> 'checkout_id')::uuid, 'cs_1', 'https://pay.test/cs_1'
    ) ->> 'url',
    'https://pay.test/cs_1',
    'it is noted where'
)
from first;
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.begun('studio') ->> 'url', 'https://pay.test/cs_1',
    'and asked again, it is that'
);
select isnt(
    pg_temp.begun('chain') -> 'idempotency_key', (select asked -> 'idempotency_key' from first),
    'another plan is another page'
);
select is(pg_temp.wanted(), 'close cs_1', 'and the first is closed');
select given.acting_for('alder', 'stripe');
select throws_ok(
    format(
        'select api.note_subscription_page(%L, %L, ''cs_1'', ''u'')', given.tenant_id('alder'),
        asked ->> 'checkout_id'
    ),
    'KC161', null, 'what comes back late is not the page'
)
from first;
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    format('select api.change_subscription(%L, ''chain'')', given.tenant_id('alder')),
    'KC161', null, 'there is nothing to change yet'
);
select throws_ok(
    format('select api.open_subscription_portal(%L)', given.tenant_id('alder')),
    'KC161', null, 'and nothing to see'
);
select throws_ok(
    format('select api.preview_subscription(%L, ''chain'')', given.tenant_id('alder')),
    'KC161', null, 'or to work out'
);
select given.nobody();
select given.subscribed('alder', 'studio');
select given.acting_for('alder', 'owner', 'Olga', '{"public_url": "https://book.test"}');
select throws_ok('select pg_temp.begun(''chain'')', 'KC162', null, 'who has a plan changes it');

-- Change.

select throws_ok(
    format('select api.change_subscription(%L, ''studio'')', given.tenant_id('alder')),
    'KC162', null, 'to what is different'
);
select is(
    api.preview_subscription(given.tenant_id('alder'), 'chain') - 'next',
    '{
        "subscription": "sub_alder", "item": "si_alder", "price": "price_chain_month",
        "at_once": true
    }',
    'what it would come to'
);
select is(
    api.change_subscription(given.tenant_id('alder'), 'chain') -> 'change',
    '{"kind": "change", "plan": "chain", "interval": "month", "error": null}',
    'it is being changed'
);
select lives_ok(
    format('select api.change_subscription(%L, ''chain'')', given.tenant_id('alder')),
    'said twice'
);
select is(pg_temp.wanted(), 'close cs_1, change change', 'it is asked once');
select given.nobody();
select is(
    pg_temp.details() - 'idempotency_key',
    '{
        "subscription": "sub_alder", "kind": "change", "item": "si_alder",
        "price": "price_chain_month", "at_once": true
    }',
    'as things are then: what costs more is paid at once'
);
select given.platform_event(
    'customer.subscription.updated', given.subscription('alder', 'active', 'price_chain_month'), 5
);
select is(
    (select concat_ws(' ', plan, change_kind) from data.tenant_subscriptions), 'chain',
    'Stripe says that it is done'
);
select given.acting_for('alder', 'owner', 'Olga');
select api.change_subscription(given.tenant_id('alder'), 'studio', 'month');
select given.nobody();
select is(pg_temp.details() -> 'at_once', 'false', 'what costs less is not');

-- Refused.

create temporary table refused as
select private.queue_deliveries(given.tenant_id('alder'), array[row(
    'stripe', given.tenant_id('alder'), subscription_id, null, 'subscription.change',
    jsonb_build_object('change_id', change_id), null
)::private.wanted]), change_id
from data.tenant_subscriptions;
update data.deliveries set last_error = 'Your card was declined.'
where channel = 'stripe';
select set_config('request.claims', jsonb_build_object(
    'role', 'worker', 'tenant_id', given.tenant_id('alder')
)::text, true);
select private.heed_stripe(d, 'gone') from data.deliveries as d where d.channel = 'stripe';
select given.acting_for('alder', 'owner', 'Olga');
select is(
    api.get_subscription(given.tenant_id('alder')) -> 'change' ->> 'error',
    'Your card was declined.',
    'what the bank refuses the owner is told'
);

-- End, and go on.

select is(
    api.cancel_subscription(given.tenant_id('alder')) -> 'change' ->> 'kind', 'cancel', 'to end'
);
select given.nobody();
select is(pg_temp.details() ->> 'kind', 'cancel', 'is asked');
select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'active', 'price_chain_month', '{"cancel_at_period_end": true}'), 6
);
select given.acting_for('alder', 'owner', 'Olga', '{"public_url": "https://book.test"}');
select isnt(
    api.get_subscription(given.tenant_id('alder')) -> 'cancel_at', 'null', 'it says when'
);
select is(
    api.resume_subscription(given.tenant_id('alder')) -> 'change' ->> 'kind', 'resume', 'go on'
);

-- What there is.

select is(
    api.open_subscription_portal(given.tenant_id('alder')),
    '{"payer": "cus_alder", "return_url": "https://book.test/"}',
    'whose page it is'
);
select given.nobody();
select given.platform_event('invoice.paid', given.bill('alder', 'paid'), 7);
select given.acting_for('alder', 'manager', 'Max');
select is(
    api.get_subscription(given.tenant_id('alder')) -> 'invoices' -> 0 -> 'paid',
    '{"amount": 2900, "currency": "EUR"}',
    'bills'
);
select is(
    api.get_subscription(given.tenant_id('alder')) -> 'used',
    '{"staff": 0, "locations": 1, "bookings": 0, "messages": 0}',
    'what is used'
);
select is(
    api.get_subscription(given.tenant_id('alder')) -> 'plan' -> 'max_staff', '5', 'of what'
);
select given.acting_for('alder', 'guest');
select throws_ok(
    format('select api.get_subscription(%L)', given.tenant_id('alder')),
    'KA001', null, 'which concerns nobody else'
);

select * from finish();
rollback;
