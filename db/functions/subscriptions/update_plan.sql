-- PATCH /v1/platform/plans/{plan}
--
-- Other limits hold for whoever has the plan from now on: what is more already stays.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN160  plan-not-found
--             KC165  plan-is-default
--             KV160  plan-prices-invalid

create function api.update_plan(
    p_tenant_id uuid,
    p_plan data.plan_code,
    p_name data.short_text default null,
    p_description data.long_text default null,
    p_is_default boolean default null,
    p_is_public boolean default null,
    p_sort integer default null,
    p_trial_days data.plan_days default null,
    p_grace_days data.plan_days default null,
    p_max_staff data.plan_limit default null,
    p_max_locations data.plan_limit default null,
    p_max_bookings data.plan_limit default null,
    p_max_messages data.plan_limit default null,
    p_features jsonb default null,
    p_prices jsonb default null,
    p_is_archived boolean default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_plan data.plans;
begin
    perform private.require_platform_admin();

    select * into v_plan from data.plans where plan = p_plan for no key update;

    if not found then
        raise exception using
            errcode = 'KN160',
            message = 'There is no such plan.';
    end if;

    if v_plan.is_default and (p_is_archived or not p_is_default) then
        raise exception using
            errcode = 'KC165',
            message = 'Everybody has this plan: have them have another first.';
    end if;

    if p_is_default then
        update data.plans set is_default = false where is_default and plan <> p_plan;
    end if;

    update data.plans
    set
        name = private.patched(p_clear, 'name', p_name, name),
        description = private.patched(p_clear, 'description', p_description, description),
        is_default = private.patched(p_clear, 'is_default', p_is_default, is_default),
        is_public = private.patched(p_clear, 'is_public', p_is_public, is_public),
        sort = private.patched(p_clear, 'sort', p_sort, sort),
        trial_days = private.patched(p_clear, 'trial_days', p_trial_days, trial_days),
        grace_days = private.patched(p_clear, 'grace_days', p_grace_days, grace_days),
        max_staff = private.patched(p_clear, 'max_staff', p_max_staff, max_staff),
        max_locations = private.patched(p_clear, 'max_locations', p_max_locations, max_locations),
        max_bookings = private.patched(p_clear, 'max_bookings', p_max_bookings, max_bookings),
        max_messages = private.patched(p_clear, 'max_messages', p_max_messages, max_messages),
        features = private.patched(p_clear, 'features', p_features, features),
        archived_at = case
            when p_is_archived then coalesce(archived_at, now())
            when p_is_archived is null then archived_at
        end,
        updated_at = now()
    where plan = p_plan
    returning * into v_plan;

    if p_prices is not null then
        perform private.set_prices(v_plan, p_prices);
    end if;

    return private.plan_json(v_plan);
end;
$$;

comment on function api.update_plan is
    'Change a plan.

With is_default every business has it that subscribes to nothing. With is_archived nobody can choose
it any more; who has it keeps it. With prices it costs those and no others; who pays another goes on
paying that. For platform admins.

Answers plan.';

alter function api.update_plan owner to holdfast_api;
grant execute on function api.update_plan to holdfast_web;
