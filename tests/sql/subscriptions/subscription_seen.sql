-- What a business has of the platform follows what Stripe tells of it: private.fold_subscription.

begin;
select plan(30);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.plan('studio', 2900, '{"staff": 5}');
select given.plan('chain', 9900, '{"staff": 50}', 2);

create function pg_temp.state(p_slug text default 'alder') returns text
    language sql security definer
as $$
    select concat_ws(' ', status, plan, case when unpaid_since is not null then 'unpaid' end,
        case when lapses_at is not null then 'lapses' end,
        case when cancel_at is not null then 'ends' end)
    from data.tenant_subscriptions where tenant_id = given.tenant_id(p_slug);
$$;

create function pg_temp.letters() returns text
    language sql security definer
as $$
    select string_agg(kind, ', ' order by message_id) from data.messages where kind like 'plan_%';
$$;

select is(
    (private.plan_of(given.tenant_id('alder'))).plan::text, 'free',
    'who has nothing has what everybody has'
);

-- Begun, and paid.

select is(
    given.platform_event(
        'customer.subscription.created',
        given.subscription('alder', 'incomplete', 'price_studio_month')
    ),
    'heeded',
    'somebody subscribes'
);
select is(pg_temp.state(), 'incomplete', 'which gives nothing before it is paid');
select is(
    given.platform_event('invoice.paid', given.bill('alder', 'paid')), 'heeded', 'it is paid'
);
select is(pg_temp.state(), 'active studio', 'so it runs, whatever else we have not been told');
select is((private.plan_of(given.tenant_id('alder'))).plan::text, 'studio', 'and gives its plan');
select is(
    given.platform_event(
        'customer.subscription.updated',
        given.subscription('alder', 'active', 'price_studio_month')
    ),
    'heeded',
    'and then we are'
);
select is(pg_temp.state(), 'active studio', 'which is no news');
select is(
    (
        select concat_ws(' ', number, status, amount_minor, paid_minor)
        from data.subscription_invoices
    ),
    'HF-1 paid 2900 2900',
    'the bill is kept'
);
select is(
    (select count(*)::integer from data.stripe_events where facts::text ~ 'olga|example'),
    0,
    'and nothing that is personal'
);

-- Changed, to end, to go on.

select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'active', 'price_chain_month'), 10
);
select is(pg_temp.state(), 'active chain', 'another plan');
select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'active', 'price_chain_month', '{"cancel_at_period_end": true}'), 20
);
select is(pg_temp.state(), 'active chain ends', 'it is to end');
select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'active', 'price_studio_month'), 5
);
select is(pg_temp.state(), 'active chain ends', 'what comes late changes nothing');
select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'active', 'price_chain_month'), 30
);
select is(pg_temp.state(), 'active chain', 'it goes on');
select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'active', 'price_unknown'), 40
);
select is(pg_temp.state(), 'active chain', 'a price that is none of ours changes no plan');

-- A payment is missing.

select is(pg_temp.letters(), null, 'nobody has been written to');
select given.platform_event(
    'invoice.payment_failed',
    given.bill('alder', 'open', '{"id": "in_2", "hosted_invoice_url": "https://pay.test/in_2"}'), 50
);
select is(
    pg_temp.state(), 'past_due chain unpaid lapses', 'a payment that is refused is missing at once'
);
select is(
    (
        select lapses_at - unpaid_since from data.tenant_subscriptions
        where tenant_id = given.tenant_id('alder')
    ),
    interval '7 days',
    'there is a grace'
);
select is(
    (select pay_url from data.tenant_subscriptions where tenant_id = given.tenant_id('alder')),
    'https://pay.test/in_2',
    'and where to pay'
);
select is(pg_temp.letters(), 'plan_unpaid', 'which the owner is told');
select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'past_due', 'price_chain_month', '{"latest_invoice": "in_2"}'), 51
);
select given.platform_event(
    'invoice.payment_failed', given.bill('alder', 'open', '{"id": "in_2"}'), 60
);
select is(pg_temp.letters(), 'plan_unpaid', 'once, however often the bank is asked');
select given.platform_event(
    'invoice.paid', given.bill('alder', 'paid', '{"id": "in_2"}'), 70
);
select is(pg_temp.state(), 'active chain', 'paid, it is as before');

-- It ends.

select given.platform_event(
    'customer.subscription.deleted',
    given.subscription('alder', 'canceled', 'price_chain_month'), 80
);
select is(pg_temp.state(), 'canceled', 'whoever ends it in order has what everybody has');
select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'active', 'price_chain_month'), 80
);
select is(pg_temp.state(), 'canceled', 'an end is for good');
select given.platform_event(
    'customer.subscription.created',
    given.subscription(
        'alder', 'active', 'price_studio_month', '{"id": "sub_2", "created": 4000000000}'
    ),
    90
);
select is(pg_temp.state(), 'active studio', 'until somebody subscribes anew');
select given.platform_event(
    'customer.subscription.deleted',
    given.subscription('alder', 'canceled', 'price_studio_month', '{
        "id": "sub_2", "created": 4000000000, "cancellation_details": {"reason": "payment_failed"}
    }'),
    100
);
select is(
    pg_temp.state(), 'canceled unpaid lapses', 'who did not pay has nothing, as long as they do not'
);

-- Somebody else says so.

select is(
    given.stripe_event(
        'birch', 'customer.subscription.created',
        given.subscription('birch', 'active', 'price_chain_month')
    ),
    'unmatched',
    'the account of a business does not say what it pays the platform'
);
select is(pg_temp.state('birch'), 'none', 'so it has nothing');

-- Twice by accident.

select given.subscribed('birch', 'studio');
select given.platform_event(
    'customer.subscription.created',
    given.subscription(
        'birch', 'active', 'price_chain_month', '{"id": "sub_3", "created": 4000000000}'
    ),
    1
);
select is(pg_temp.state('birch'), 'active chain', 'of two the newer counts');
select is(
    (select data ->> 'stripe_id' from data.events where type = 'subscription.doubled'),
    'sub_birch',
    'and the other is to end'
);

select * from finish();
rollback;
