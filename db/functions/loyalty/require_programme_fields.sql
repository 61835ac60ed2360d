-- Refuses rates and tiers that are none.
--
-- Fails with  KV173  services-invalid
--             KV176  programme-invalid

create function private.require_programme_fields(p_tenant_id uuid, p_rates jsonb, p_tiers jsonb)
returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_field text := 'rates';
begin
    if p_rates is not null then
        if jsonb_typeof(p_rates) <> 'array' or exists (
            select
            from jsonb_array_elements(p_rates) as r (each)
            where
                jsonb_typeof(r.each) <> 'object'
                or r.each - '{service_id,percent}'::text[] <> '{}'
                or coalesce((r.each ->> 'percent')::integer, -1) not between 0 and 1000
        ) then
            raise check_violation;
        end if;

        perform private.service_ids_of(
            p_tenant_id,
            coalesce(jsonb_path_query_array(p_rates, '$[*].service_id'), '[]'),
            'rates'
        );
    end if;

    v_field := 'tiers';

    if p_tiers is not null and (
        jsonb_typeof(p_tiers) <> 'array'
        or jsonb_array_length(p_tiers) > 10
        or exists (
            select
            from jsonb_array_elements(p_tiers) as r (each)
            where
                jsonb_typeof(r.each) <> 'object'
                or r.each - '{name,points,percent}'::text[] <> '{}'
                or (r.each ->> 'name')::data.short_text is null
                or coalesce((r.each ->> 'points')::integer, 0) not between 1 and 10000000
                or coalesce((r.each ->> 'percent')::integer, 0) not between 100 and 1000
        )
    ) then
        raise check_violation;
    end if;
exception
    when check_violation or data_exception then
        raise exception using
            errcode = 'KV176',
            message = 'rates are a list of {service_id, percent}, with 0 to 1000 per cent; '
            'tiers of {name, points, percent}, with 100 to 1000.',
            column = v_field;
end;
$$;

comment on function private.require_programme_fields is
    'Raise unless rates and tiers are what they are to be.';

grant execute on function private.require_programme_fields to holdfast_api;
