-- api.find_due_subscriptions, api.sweep_subscriptions: owners are reminded, each time once.

begin;
select plan(9);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.plan('studio', 2900);
select given.platform_event(
    'customer.subscription.created',
    given.subscription('alder', 'trialing', 'price_studio_month', jsonb_build_object(
        'trial_end', extract(epoch from now() + interval '10 days')::bigint
    ))
);
update data.tenant_subscriptions set created_at = now() - interval '1 month';

create function pg_temp.swept() returns text
    language plpgsql
as $$
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'worker', 'tenant_id', given.tenant_id('alder')
    )::text, true);
    perform api.sweep_subscriptions(given.tenant_id('alder'));
    return (
        select string_agg(kind, ', ' order by message_id) from data.messages
        where kind like 'plan_%'
    );
end;
$$;

create function pg_temp.pass(p_time interval) returns void
    language sql
as $$
    update data.tenant_subscriptions
    set
        trial_ends_at = trial_ends_at - p_time, lapses_at = lapses_at - p_time,
        remind_at = remind_at - p_time, period_ends_at = period_ends_at - p_time;
$$;

select is(
    (select remind_at from data.tenant_subscriptions),
    (select trial_ends_at - interval '7 days' from data.tenant_subscriptions),
    'a week before a trial ends'
);
select set_config('request.claims', '{"role": "worker"}', true);
select is(api.find_due_subscriptions(null) -> 'tenant_ids', '[]', 'nobody is due yet');
select pg_temp.pass('3 days 1 minute');
select is(
    api.find_due_subscriptions(null) -> 'tenant_ids',
    jsonb_build_array(given.tenant_id('alder')),
    'then they are'
);
select is(pg_temp.swept(), 'plan_trial_ends', 'they are reminded');
select is(pg_temp.swept(), 'plan_trial_ends', 'once');
select is(
    (select data - '{ends_at}'::text[] from data.messages where kind = 'plan_trial_ends'),
    '{"plan": "Studio", "business": "Alder", "time_zone": "Europe/Rome"}',
    'of what'
);
select pg_temp.pass('6 days 1 minute');
select is(pg_temp.swept(), 'plan_trial_ends, plan_trial_ends', 'and a day before');
select pg_temp.pass('30 days');
select is(pg_temp.swept(), 'plan_trial_ends, plan_trial_ends', 'what is long over is no reminder');
select is((select remind_at from data.tenant_subscriptions), null, 'there is nothing more');

select * from finish();
rollback;
