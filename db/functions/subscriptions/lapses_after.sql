-- From when on a business can only be read, as its subscription stands. Nobody who has not paid can
-- do so by having it end: what was missing stays missing until they subscribe anew. Whoever ended
-- it in good order has what everybody has, for as long as everybody has it.

create function private.lapses_after(p_subscription data.tenant_subscriptions, p_plan text)
returns timestamptz
    language sql stable parallel safe
    return case
        when (p_subscription).unpaid_since is not null
            then (p_subscription).unpaid_since + make_interval(days => (
                select coalesce(max(p.grace_days), 0)
                from data.plans as p
                where p.plan = p_plan or p_plan is null and p.is_default
            ))
        when not private.is_running((p_subscription).status)
            then greatest((p_subscription).free_until, case
                when (p_subscription).free_until is not null then (p_subscription).ended_at
            end)
    end;

comment on function private.lapses_after is
    'From when on a business can only be read, as its subscription stands.';

grant execute on function private.lapses_after to holdfast_api;
