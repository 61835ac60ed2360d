-- The one shape a programme of loyalty has outside the database.

create function private.programme_json(p_programme data.loyalty_programmes) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_programme).enabled,
        (p_programme).points_per_hundred,
        (p_programme).points_per_visit,
        row((p_programme).smallest_spend_minor, t.currency)::api.money,
        (p_programme).expiry_months,
        array(
            select r::api.loyalty_rate
            from jsonb_populate_recordset(null::api.loyalty_rate, (p_programme).rates) as r
        ),
        array(
            select r::api.loyalty_tier
            from jsonb_populate_recordset(null::api.loyalty_tier, (p_programme).tiers) as r
        )
    )::api.programme)
    from data.tenants as t
    where t.tenant_id = (p_programme).tenant_id;
$$;

comment on function private.programme_json is 'How customers earn points, as said.';

grant execute on function private.programme_json to holdfast_api;
