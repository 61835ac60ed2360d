-- GET /v1/tenants
--
-- For everybody, so it reads the directory and nothing else: there is no tenant, and a business
-- that is suspended is not listed.
--
-- Two statements, since each has an index that serves it. Distances are whole metres, so that a
-- cursor can carry them.
--
-- Fails with  KV002  cursor-unreadable
--             KV020  near-invalid

create function api.list_tenants(
    p_tenant_id uuid,
    p_near text default null,
    p_radius_km double precision default 50,
    p_q data.short_text default null,
    p_preset data.preset_name default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_here public.earth;
    v_rows jsonb;
begin
    if (p_radius_km > 0 and p_radius_km <= 500) is not true then
        raise exception using
            errcode = 'KV020',
            message = 'A radius is more than 0 and at most 500 kilometres.',
            column = 'radius_km';
    end if;

    if p_near is null then
        select jsonb_agg(jsonb_build_object(
            'item', private.tenant_summary_json(b, null),
            'keys', jsonb_build_array(b.name, b.tenant_id)
        ) order by b.name, b.tenant_id)
        into v_rows
        from (
            select d.*
            from data.directory as d
            where
                private.is_listed(d, p_q, p_preset)
                and (v_after is null or (d.name, d.tenant_id) > (v_after[1], v_after[2]::uuid))
            order by d.name, d.tenant_id
            limit p_limit + 1
        ) as b;
    else
        v_here := private.point_of(p_near);

        select jsonb_agg(jsonb_build_object(
            'item', private.tenant_summary_json(b.business, b.metres),
            'keys', jsonb_build_array(b.metres, b.tenant_id)
        ) order by b.metres, b.tenant_id)
        into v_rows
        from (
            select d as business, d.tenant_id, n.metres
            from (
                select
                    p.tenant_id,
                    round(min(public.earth_distance(
                        v_here, public.ll_to_earth(p.latitude, p.longitude)
                    )))::integer as metres
                from data.directory_places as p
                where
                    public.earth_box(v_here, p_radius_km * 1000)
                    operator(public.@>) public.ll_to_earth(p.latitude, p.longitude)
                group by p.tenant_id
            ) as n
            join data.directory as d on d.tenant_id = n.tenant_id
            where
                -- The box has corners.
                n.metres <= p_radius_km * 1000
                and private.is_listed(d, p_q, p_preset)
                and (
                    v_after is null
                    or (n.metres, d.tenant_id) > (v_after[1]::integer, v_after[2]::uuid)
                )
            order by n.metres, d.tenant_id
            limit p_limit + 1
        ) as b;
    end if;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_tenants is
    'Businesses that take bookings: by name, or with near the nearest first.

near is latitude,longitude in degrees; then only businesses within radius_km (50, at most 500) are
listed, each once, with its distance. With q only those whose name has it in it, here or in URLs.

Answers a page of tenant_summary.';

alter function api.list_tenants owner to holdfast_api;
grant execute on function api.list_tenants to holdfast_web, holdfast_person;
