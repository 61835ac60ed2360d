-- PATCH /v1/rewards/{id}
--
-- What was redeemed stays as it was.
--
-- Fails with  KA001         not-signed-in
--             KF001         forbidden
--             KN002         service-not-found
--             KN173         reward-not-found
--             KV022         money-invalid
--             rewards_sane  reward-invalid

create function api.update_reward(
    p_tenant_id uuid,
    p_reward_id uuid,
    p_name data.short_text default null,
    p_kind data.reward_kind default null,
    p_points integer default null,
    p_amount jsonb default null,
    p_percent integer default null,
    p_service_id uuid default null,
    p_description data.long_text default null,
    p_is_public boolean default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_reward data.rewards;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_reward(p_tenant_id, p_reward_id, true);

    if p_service_id is not null then
        perform private.require_service(p_tenant_id, p_service_id, false);
    end if;

    update data.rewards
    set
        name = private.patched(p_clear, 'name', p_name, name),
        kind = private.patched(p_clear, 'kind', p_kind, kind),
        points = private.patched(p_clear, 'points', p_points, points),
        amount_minor = private.patched(
            p_clear, 'amount', private.money_of(p_tenant_id, p_amount, 'amount'), amount_minor
        ),
        percent = private.patched(p_clear, 'percent', p_percent, percent),
        service_id = private.patched(p_clear, 'service_id', p_service_id, service_id),
        description = private.patched(p_clear, 'description', p_description, description),
        is_public = private.patched(p_clear, 'is_public', p_is_public, is_public)
    where tenant_id = p_tenant_id and reward_id = p_reward_id
    returning * into v_reward;

    return private.reward_json(v_reward);
end;
$$;

comment on function api.update_reward is
    'Change what is offered for points.

Answers reward.';

alter function api.update_reward owner to holdfast_api;
grant execute on function api.update_reward to holdfast_web, holdfast_person;
