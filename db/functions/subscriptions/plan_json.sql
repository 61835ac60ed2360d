-- The one shape that a plan has outside the database.

create function private.plan_json(p_plan data.plans) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_plan).plan,
        (p_plan).name,
        (p_plan).description,
        (p_plan).is_default,
        (p_plan).is_public,
        (p_plan).sort,
        (p_plan).trial_days,
        (p_plan).grace_days,
        (p_plan).max_staff,
        (p_plan).max_locations,
        (p_plan).max_bookings,
        (p_plan).max_messages,
        (p_plan).features,
        array(
            select private.plan_price_of(r)
            from data.plan_prices as r
            where r.plan = (p_plan).plan and r.retired_at is null
            order by r.currency, r.billing_interval
        ),
        private.utc((p_plan).archived_at)
    )::api.plan);
$$;

comment on function private.plan_json is 'A plan, for clients.';

grant execute on function private.plan_json to holdfast_api;
