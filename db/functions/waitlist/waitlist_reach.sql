-- What somebody waits for that could be in reach once these resources have more time: for each such
-- service the leads to look at, and every calendar that a visit with one of them may touch.
--
-- A lead's time is of use to that lead's visits only; that of anything else, and a day's limit,
-- to those of every lead.

create function private.waitlist_reach(p_tenant_id uuid, p_resource_ids uuid[])
returns table (service_id uuid, lead_ids uuid[], calendar_ids uuid[])
    language sql stable
    set search_path = ''
as $$
    with reached as (
        select
            s.service_id,
            s.max_per_day is not null or bool_or(c.position > 1) as by_any_lead
        from data.services as s
        join data.candidates as c
            on c.tenant_id = p_tenant_id and c.service_id = s.service_id
        where
            s.tenant_id = p_tenant_id
            and c.resource_id = any(p_resource_ids)
            and exists (
                select
                from data.waitlist as w
                where
                    w.tenant_id = p_tenant_id
                    and w.service_id = s.service_id
                    and w.status = 'waiting'
                    and w.window_ends_at > now()
            )
        group by s.service_id, s.max_per_day
    )

    select
        r.service_id,
        coalesce(array_agg(c.resource_id) filter (where c.position = 1), '{}'),
        array_agg(c.resource_id) || r.service_id
    from reached as r
    join data.candidates as c
        on c.tenant_id = p_tenant_id and c.service_id = r.service_id
    where r.by_any_lead or c.position > 1 or c.resource_id = any(p_resource_ids)
    group by r.service_id;
$$;

comment on function private.waitlist_reach is
    'What somebody waits for that resources with more time could bring into reach.';

grant execute on function private.waitlist_reach to holdfast_api;
