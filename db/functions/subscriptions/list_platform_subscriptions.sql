-- GET /v1/platform/subscriptions
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_platform_subscriptions(
    p_tenant_id uuid,
    p_state text default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_rows jsonb;
begin
    perform private.require_platform_admin();

    select jsonb_agg(jsonb_build_object(
        'item', to_jsonb(row(
            l.tenant_id, l.slug, l.name, l.status, l.plan, private.plan_price_of(r),
            private.utc(l.period_ends_at), private.utc(l.trial_ends_at), private.utc(l.cancel_at),
            private.utc(l.unpaid_since), private.utc(l.lapses_at), l.is_missed
        )::api.platform_subscription),
        'keys', jsonb_build_array(l.name, l.tenant_id)
    ) order by l.name, l.tenant_id)
    into v_rows
    from (
        select d.slug, d.name, s.*
        from private.subscriptions_at_large() as s
        join data.directory as d on d.tenant_id = s.tenant_id
        where
            (
                p_state is null
                or p_state = s.status
                or p_state = 'missed' and s.is_missed
                or p_state = 'lapsed' and s.lapses_at <= now()
            )
            and (v_after is null or (d.name, d.tenant_id) > (v_after[1], v_after[2]::uuid))
        order by d.name, d.tenant_id
        limit p_limit + 1
    ) as l
    left join data.plan_prices as r on r.price_id = l.price_id;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_platform_subscriptions is
    'What businesses pay the platform, by name.

With state only those of that status, or lapsed: those that can only be read, or missed: those whose
renewal nobody has told us of. For platform admins.

Answers a page of platform_subscription.';

alter function api.list_platform_subscriptions owner to holdfast_api;
grant execute on function api.list_platform_subscriptions to holdfast_web;
