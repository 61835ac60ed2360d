-- A series as clients see it, without the token that opens it. Staff see those of its bookings that
-- they lead; p_all shows all.

create function private.series_json(p_series data.series, p_all boolean default false)
returns jsonb
    language sql stable
    set search_path = ''
as $$
    with bookings as materialized (
        select b.*
        from data.bookings as b
        where
            b.tenant_id = (p_series).tenant_id
            and b.series_id = (p_series).series_id
            and (p_all or private.current_role_name() <> 'staff' or private.leads(b))
    )

    select to_jsonb(row(
        (p_series).series_id,
        (p_series).service_id,
        (p_series).customer_id,
        (p_series).rrule,
        (p_series).mode,
        private.utc((p_series).starts_at),
        (p_series).time_zone,
        (
            select row(coalesce(sum(b.price_minor), 0), t.currency)::api.money
            from data.tenants as t
            left join bookings as b
                on private.status_of(b) in (
                    'held', 'pending', 'confirmed', 'checked_in', 'completed', 'no_show'
                )
            where t.tenant_id = (p_series).tenant_id
            group by t.currency
        ),
        null,
        null,
        null,
        private.utc((p_series).created_at)
    )::api.series) - 'manage_token' || jsonb_build_object(
        'bookings', (
            select coalesce(
                jsonb_agg(private.booking_json(b) order by b.starts_at, b.booking_id), '[]'
            )
            from bookings as b
        ),
        'skipped', (p_series).skipped
    );
$$;

comment on function private.series_json is 'A series as clients see it.';

grant execute on function private.series_json to holdfast_api;
