-- The one shape a wallet has outside the database.

create function private.wallet_json(p_customer data.customers) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        c.customer_id,
        row(
            private.left_on(c.tenant_id, 'customer_credit', c.customer_id, t.currency),
            t.currency
        )::api.money,
        private.left_on(c.tenant_id, 'loyalty_points', c.customer_id, 'PTS'),
        private.left_on(c.tenant_id, 'points_owed', c.customer_id, 'PTS'),
        (private.tier_of(private.programme_of(c.tenant_id), c.customer_id)).name,
        array(
            select jsonb_populate_record(
                null::api.customer_package, private.customer_package_json(b)
            )
            from data.customer_packages as b
            where
                b.tenant_id = c.tenant_id
                and b.customer_id = c.customer_id
                and b.status = 'active'
                and (b.expires_at is null or b.expires_at > now())
                and private.left_on(
                    b.tenant_id, 'package_sessions', b.customer_package_id, 'SES'
                ) > 0
            order by b.expires_at, b.customer_package_id
        ),
        array(
            select jsonb_populate_record(null::api.reward, private.reward_json(r))
            from data.rewards as r
            where
                r.tenant_id = c.tenant_id
                and r.archived_at is null
                and (r.is_public or not private.is_guest())
            order by r.points, r.reward_id
        )
    )::api.wallet)
    from (values (p_customer)) as k (customer)
    cross join lateral (select (k.customer).*) as c
    join data.tenants as t on t.tenant_id = c.tenant_id;
$$;

comment on function private.wallet_json is 'What somebody has at a business.';

grant execute on function private.wallet_json to holdfast_api;
