-- The one shape a reward has outside the database.

create function private.reward_json(p_reward data.rewards) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_reward).reward_id,
        (p_reward).name,
        (p_reward).description,
        (p_reward).kind,
        (p_reward).points,
        case
            when (p_reward).amount_minor is not null
                then row((p_reward).amount_minor, t.currency)::api.money
        end,
        (p_reward).percent,
        (p_reward).service_id,
        (p_reward).is_public
    )::api.reward)
    from data.tenants as t
    where t.tenant_id = (p_reward).tenant_id;
$$;

comment on function private.reward_json is 'A reward as clients see it.';

grant execute on function private.reward_json to holdfast_api;
