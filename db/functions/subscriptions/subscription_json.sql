-- What a business has of the platform, for its owners.

create function private.subscription_json(p_tenant_id uuid) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_set(
        to_jsonb(row(
            coalesce(s.status, 'none'),
            null,
            private.plan_price_of(r),
            private.utc(s.period_ends_at),
            private.utc(coalesce(s.trial_ends_at, s.free_until)),
            private.utc(s.cancel_at),
            private.utc(s.unpaid_since),
            private.utc(s.lapses_at),
            coalesce(s.lapses_at <= now(), false),
            s.pay_url,
            case when s.change_kind is not null then row(
                s.change_kind, c.plan, c.billing_interval, s.change_error
            )::api.subscription_change end,
            row(
                private.used_of(p_tenant_id, 'staff'),
                private.used_of(p_tenant_id, 'locations'),
                private.used_of(p_tenant_id, 'bookings'),
                private.used_of(p_tenant_id, 'messages')
            )::api.plan_usage,
            array(
                select row(
                    i.invoice_id, i.number, i.status,
                    row(i.amount_minor, i.currency)::api.money,
                    row(i.paid_minor, i.currency)::api.money,
                    private.utc(i.issued_at), i.url, i.pdf_url
                )::api.subscription_invoice
                from data.subscription_invoices as i
                where i.tenant_id = p_tenant_id and i.status <> 'draft'
                order by i.issued_at desc, i.invoice_id desc
                limit 24
            )
        )::api.subscription),
        '{plan}',
        private.plan_json(private.plan_of(p_tenant_id))
    )
    from data.tenants as t
    left join data.tenant_subscriptions as s on s.tenant_id = t.tenant_id
    left join data.plan_prices as r on r.price_id = s.price_id
    left join data.plan_prices as c on c.price_id = s.change_price_id
    where t.tenant_id = p_tenant_id;
$$;

comment on function private.subscription_json is 'What a business has of the platform.';

grant execute on function private.subscription_json to holdfast_api;
