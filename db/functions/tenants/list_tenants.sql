-- GET /v1/tenants
--
-- The directory, for anybody: by distance if a place is given, else by name. It reads the directory
-- and no tenant's own tables. Distances are great circles (earthdistance); the box, which an index
-- serves, comes first, the circle within it after.
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
    v_after constant text[] := private.page_after(p_cursor, 3);
    v_here constant public.earth := case
        when p_near is not null then private.point_of(p_near)
    end;
    v_rows jsonb;
begin
    if p_radius_km is null or p_radius_km not between 0.1 and 500 then
        raise exception using
            errcode = 'KV020',
            message = 'A radius is from 0.1 to 500 km.',
            column = 'radius_km';
    end if;

    select jsonb_agg(jsonb_build_object(
        'item', private.tenant_summary_json(f.business, f.metres),
        'keys', jsonb_build_array(coalesce(f.metres, 0), (f.business).name, (f.business).slug)
    ) order by coalesce(f.metres, 0), (f.business).name, (f.business).slug)
    into v_rows
    from (
        select d as business, p.metres
        from data.directory as d
        left join (
            select
                l.tenant_id,
                round(min(
                    public.earth_distance(v_here, public.ll_to_earth(l.latitude, l.longitude))
                ))::integer as metres
            from data.directory_places as l
            where
                v_here is not null
                and public.ll_to_earth(l.latitude, l.longitude)
                operator(public.<@) public.earth_box(v_here, p_radius_km * 1000)
            group by l.tenant_id
        ) as p on p.tenant_id = d.tenant_id
        where
            private.is_listed(d, p_q, p_preset)
            and (v_here is null or p.metres <= p_radius_km * 1000)
            and (
                v_after is null
                or (coalesce(p.metres, 0), d.name::text, d.slug::text)
                > (v_after[1]::integer, v_after[2], v_after[3])
            )
        order by coalesce(p.metres, 0), d.name, d.slug
        limit p_limit + 1
    ) as f;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_tenants is
    'Businesses: the nearest first if you say where you are, else by name.

Answers a page of tenant_summary.';

alter function api.list_tenants owner to holdfast_api;
grant execute on function api.list_tenants to holdfast_web, holdfast_person;
