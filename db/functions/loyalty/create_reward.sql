-- POST /v1/rewards
--
-- Fails with  KA001         not-signed-in
--             KF001         forbidden
--             KN002         service-not-found
--             KV003         idempotency-mismatch
--             KV022         money-invalid
--             rewards_sane  reward-invalid

create function api.create_reward(
    p_tenant_id uuid,
    p_name data.short_text,
    p_kind data.reward_kind,
    p_points integer,
    p_amount jsonb default null,
    p_percent integer default null,
    p_service_id uuid default null,
    p_description data.long_text default null,
    p_is_public boolean default true
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_reward data.rewards;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if p_service_id is not null then
        perform private.require_service(p_tenant_id, p_service_id, false);
    end if;

    insert into data.rewards (
        tenant_id, name, description, kind, points, amount_minor, percent, service_id, is_public
    )
    values (
        p_tenant_id, p_name, p_description, p_kind, p_points,
        private.money_of(p_tenant_id, p_amount, 'amount'), p_percent, p_service_id, p_is_public
    )
    returning * into v_reward;

    return private.remember(p_tenant_id, 'staff', private.reward_json(v_reward));
end;
$$;

comment on function api.create_reward is
    'Offer something for points.

kind is amount (with amount), percent (with percent), or service (with service_id: that one is
free). With service_id the others are for that service alone.

Answers reward.';

alter function api.create_reward owner to holdfast_api;
grant execute on function api.create_reward to holdfast_web, holdfast_person;
