-- What the owners of a business are to be reminded of, and when: a week and a day before a trial
-- ends, and before a year is paid; a day before it can only be read, and when it is so.

create function private.subscription_reminders(p_subscription data.tenant_subscriptions)
returns table (kind text, about timestamptz, due_at timestamptz)
    language sql stable
    set search_path = ''
as $$
    select 'plan_trial_ends', e.at, e.at - d.before
    from (
        select
            case
                when
                    (p_subscription).status = 'trialing' and (p_subscription).cancel_at is null
                    then (p_subscription).trial_ends_at
                when not private.is_running((p_subscription).status)
                    then (p_subscription).free_until
            end as at
    ) as e
    cross join (values (interval '7 days'), (interval '1 day')) as d (before)
    where e.at is not null
    union all
    select 'plan_renews', (p_subscription).period_ends_at, (p_subscription).period_ends_at - d.before
    from data.plan_prices as p
    cross join (values (interval '7 days'), (interval '1 day')) as d (before)
    where
        p.price_id = (p_subscription).price_id
        and p.billing_interval = 'year'
        and (p_subscription).status = 'active'
        and (p_subscription).cancel_at is null
        and (p_subscription).period_ends_at is not null
    union all
    select 'plan_lapses', (p_subscription).lapses_at, (p_subscription).lapses_at - interval '1 day'
    where (p_subscription).unpaid_since is not null
    union all
    select 'plan_lapsed', (p_subscription).lapses_at, (p_subscription).lapses_at
    where (p_subscription).lapses_at is not null;
$$;

comment on function private.subscription_reminders is
    'What the owners of a business are to be reminded of, and when.';

grant execute on function private.subscription_reminders to holdfast_api;
