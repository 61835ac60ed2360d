-- Reads tiers as a client says them, [{"from": {"amount": 100000, "currency": "EUR"},
-- "basis_points": 4000}], in their order. Null stays null.
--
-- Fails with  KV022  money-invalid
--             KV151  tiers-invalid

create function private.read_tiers(p_tenant_id uuid, p_tiers jsonb) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_tiers jsonb;
begin
    if p_tiers is null then
        return null;
    end if;

    if jsonb_typeof(p_tiers) <> 'array' or jsonb_array_length(p_tiers) > 12 or exists (
        select
        from jsonb_array_elements(p_tiers) as e (tier)
        where
            case
                when jsonb_typeof(e.tier) = 'object'
                    and e.tier - '{from,basis_points}'::text[] = '{}'
                    and jsonb_typeof(e.tier -> 'basis_points') = 'number'
                    then (e.tier ->> 'basis_points')::numeric
                    not in (select generate_series(0, 10000))
                else true
            end
    ) then
        raise exception using
            errcode = 'KV151',
            message = 'Up to 12 tiers, each {"from": {"amount", "currency"}, "basis_points": 4000}.',
            column = 'tiers';
    end if;

    select coalesce(jsonb_agg(jsonb_build_object(
        'from_minor', t.from_minor, 'basis_points', t.basis_points
    ) order by t.from_minor), '[]')
    into v_tiers
    from (
        select
            coalesce(private.money_of(p_tenant_id, e.tier -> 'from', 'tiers'), 0) as from_minor,
            (e.tier ->> 'basis_points')::integer as basis_points
        from jsonb_array_elements(p_tiers) as e (tier)
    ) as t;

    if exists (
        select
        from jsonb_array_elements(v_tiers) as e (tier)
        group by e.tier -> 'from_minor'
        having count(*) > 1
    ) then
        raise exception using
            errcode = 'KV151',
            message = 'Two tiers begin with the same amount.',
            column = 'tiers';
    end if;

    return v_tiers;
end;
$$;

comment on function private.read_tiers is 'Tiers of a commission, read from JSON.';

grant execute on function private.read_tiers to holdfast_api;
