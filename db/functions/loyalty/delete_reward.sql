-- DELETE /v1/rewards/{id}
--
-- It is archived.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN173  reward-not-found

create function api.delete_reward(p_tenant_id uuid, p_reward_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_reward(p_tenant_id, p_reward_id, true);

    update data.rewards
    set archived_at = now()
    where tenant_id = p_tenant_id and reward_id = p_reward_id;
end;
$$;

comment on function api.delete_reward is
    'Offer a reward no more. Where it was redeemed it stays so.

Answers nothing.';

alter function api.delete_reward owner to holdfast_api;
grant execute on function api.delete_reward to holdfast_web, holdfast_person;
