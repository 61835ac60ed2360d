-- Who has which plan, and how that stands: all that the platform may know of every business at
-- once. A payment is missing where Stripe says so; it is missed where a period has been over for
-- two days and nobody has told us anything.

create function private.subscriptions_at_large()
returns table (
    tenant_id uuid, status text, plan text, price_id uuid, period_ends_at timestamptz,
    trial_ends_at timestamptz, cancel_at timestamptz, unpaid_since timestamptz,
    lapses_at timestamptz, is_missed boolean
)
    language sql stable security definer
    set search_path = ''
as $$
    select
        s.tenant_id, s.status, s.plan, s.price_id, s.period_ends_at, s.trial_ends_at, s.cancel_at,
        s.unpaid_since, s.lapses_at,
        s.status in ('trialing', 'active') and s.period_ends_at < now() - interval '2 days'
    from data.tenant_subscriptions as s;
$$;

comment on function private.subscriptions_at_large is
    'Who has which plan, and how that stands, for whoever runs the platform.';

alter function private.subscriptions_at_large owner to holdfast_sweeper;
grant execute on function private.subscriptions_at_large to holdfast_api;
