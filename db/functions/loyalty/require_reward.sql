-- A reward that is offered; with p_lock nobody else changes it meanwhile.
--
-- Fails with  KN173  reward-not-found

create function private.require_reward(p_tenant_id uuid, p_reward_id uuid, p_lock boolean)
returns data.rewards
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_reward data.rewards;
begin
    if p_lock then
        select *
        into v_reward
        from data.rewards
        where tenant_id = p_tenant_id and reward_id = p_reward_id and archived_at is null
        for no key update;
    else
        select *
        into v_reward
        from data.rewards
        where tenant_id = p_tenant_id and reward_id = p_reward_id and archived_at is null;
    end if;

    if not found or private.is_guest() and not v_reward.is_public then
        raise exception using
            errcode = 'KN173',
            message = 'There is no such reward.';
    end if;

    return v_reward;
end;
$$;

comment on function private.require_reward is 'A reward that is offered.';

grant execute on function private.require_reward to holdfast_api;
