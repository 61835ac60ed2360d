-- GET /v1/platform/figures
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_platform_figures(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_income api.platform_income[];
    v_states jsonb;
    v_missed integer;
begin
    perform private.require_platform_admin();

    select array_agg(
        row(c.currency, row(c.mrr, c.currency)::api.money, c.n)::api.platform_income
        order by c.currency
    )
    into v_income
    from (
        select
            r.currency,
            -- Rounded once, at the end: twelve times this is what comes in.
            round(sum(r.amount_minor * private.per_year(r.billing_interval)) / 12.0)::bigint as mrr,
            count(*)::integer as n
        from private.subscriptions_at_large() as s
        join data.plan_prices as r on r.price_id = s.price_id
        where s.status in ('active', 'past_due')
        group by r.currency
    ) as c;

    select jsonb_object_agg(b.status, b.n)
    into v_states
    from (
        select coalesce(s.status, 'none') as status, count(*) as n
        from data.directory as d
        left join private.subscriptions_at_large() as s on s.tenant_id = d.tenant_id
        where d.status <> 'pending'
        group by coalesce(s.status, 'none')
    ) as b;

    select count(*) into v_missed from private.subscriptions_at_large() as s where s.is_missed;

    return to_jsonb(row(
        coalesce(v_income, '{}'), coalesce(v_states, '{}'), v_missed
    )::api.platform_figures);
end;
$$;

comment on function api.get_platform_figures is
    'How the platform does: what comes in each month, and how subscriptions stand.

For platform admins.

Answers platform_figures.';

alter function api.get_platform_figures owner to holdfast_api;
grant execute on function api.get_platform_figures to holdfast_web;
