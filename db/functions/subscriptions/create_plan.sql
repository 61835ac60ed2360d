-- POST /v1/platform/plans
--
-- Said twice, it is refused: a plan has one name. `holdfast plans push` brings it to Stripe; until
-- then nobody can subscribe to it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC164  plan-exists
--             KV160  plan-prices-invalid
--             plans_features_are_named  features-not-named

create function api.create_plan(
    p_tenant_id uuid,
    p_plan data.plan_code,
    p_name data.short_text,
    p_description data.long_text default null,
    p_is_public boolean default true,
    p_sort integer default 0,
    p_trial_days data.plan_days default 0,
    p_grace_days data.plan_days default 7,
    p_max_staff data.plan_limit default null,
    p_max_locations data.plan_limit default null,
    p_max_bookings data.plan_limit default null,
    p_max_messages data.plan_limit default null,
    p_features jsonb default '{}',
    p_prices jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_plan data.plans;
begin
    perform private.require_platform_admin();

    insert into data.plans (
        plan, name, description, is_public, sort, trial_days, grace_days, max_staff, max_locations,
        max_bookings, max_messages, features
    )
    values (
        p_plan, p_name, p_description, p_is_public, p_sort, p_trial_days, p_grace_days,
        p_max_staff, p_max_locations, p_max_bookings, p_max_messages, p_features
    )
    on conflict do nothing
    returning * into v_plan;

    if not found then
        raise exception using
            errcode = 'KC164',
            message = 'There is a plan of that name.',
            column = 'plan';
    end if;

    perform private.set_prices(v_plan, p_prices);

    return private.plan_json(v_plan);
end;
$$;

comment on function api.create_plan is
    'Make a plan that businesses can subscribe to.

prices are [{"interval": "month", "amount": {"amount": 2900, "currency": "EUR"}}, …], at most one for
each interval and currency. For platform admins.

Answers plan.';

alter function api.create_plan owner to holdfast_api;
grant execute on function api.create_plan to holdfast_web;
