-- Which tier a customer is in: the one that takes the most points of those that they earned enough
-- for. Null if in none.

create function private.tier_of(p_programme data.loyalty_programmes, p_customer_id uuid)
returns api.loyalty_tier
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_tier api.loyalty_tier;
    v_points bigint;
begin
    if p_programme.tiers <> '[]' then
        v_points := private.points_of_year(p_programme.tenant_id, p_customer_id);

        select t.*
        into v_tier
        from jsonb_populate_recordset(null::api.loyalty_tier, p_programme.tiers) as t
        where t.points <= v_points
        order by t.points desc
        limit 1;
    end if;

    return v_tier;
end;
$$;

comment on function private.tier_of is 'Which tier a customer is in.';

grant execute on function private.tier_of to holdfast_api;
