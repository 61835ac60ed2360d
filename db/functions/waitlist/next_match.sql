-- The best match for what these resources have free: who comes first by the rule of the business,
-- of all to whom something can be offered; the first start that suits them, and its leads. No row
-- if there is nobody. p_tried are entries to pass over.
--
-- One search for each service and party size, however many wait. It looks at whole windows, not
-- only around what was freed: a day's limit frees a day, and somebody may have been passed over
-- before because they had another offer.

create function private.next_match(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_tried uuid[]
)
returns table (entry_id uuid, starts_at timestamptz, lead_ids uuid[])
    language sql stable
    set search_path = ''
as $$
    with waiting as materialized (
        select w.*, r.lead_ids
        from private.waitlist_reach(p_tenant_id, p_resource_ids) as r
        join data.waitlist as w
            on w.tenant_id = p_tenant_id and w.service_id = r.service_id
        where
            w.status = 'waiting'
            and w.window_ends_at > now()
            and w.entry_id <> all(p_tried)
            and not exists (
                select
                from data.waitlist as o
                where
                    o.tenant_id = p_tenant_id
                    and o.customer_id = w.customer_id
                    and o.status = 'offered'
            )
    ),

    searches as materialized (
        select
            w.service_id,
            w.party_size,
            w.lead_ids,
            greatest(min(w.window_starts_at), now()) as opens,
            max(w.window_ends_at) as closes
        from waiting as w
        group by w.service_id, w.party_size, w.lead_ids
    ),

    terms as materialized (
        select o.*, v.earliest, v.latest
        from (select distinct s.service_id from searches as s) as s
        cross join lateral private.offers(p_tenant_id, s.service_id) as o
        cross join lateral private.offer_window(p_tenant_id, o) as v
    ),

    free as materialized (
        select s.service_id, s.party_size, b.resource_id, b.starts_at
        from searches as s
        cross join lateral (
            -- The same for all of its leads.
            select t.earliest, t.latest
            from terms as t
            where t.service_id = s.service_id
            limit 1
        ) as t
        cross join lateral private.bookable_starts(
            p_tenant_id,
            s.service_id,
            s.lead_ids,
            -- Whatever the zone, the local dates lie within these.
            (s.opens at time zone 'UTC')::date - 1,
            (least(s.closes, t.latest) at time zone 'UTC')::date + 1,
            s.party_size,
            greatest(s.opens, t.earliest),
            least(s.closes, t.latest)
        ) as b
    ),

    matches as materialized (
        select w.entry_id, f.starts_at, f.resource_id
        from waiting as w
        join free as f
            on
                f.service_id = w.service_id
                and f.party_size = w.party_size
                and f.starts_at >= w.window_starts_at
                and f.starts_at < w.window_ends_at
                and f.resource_id = coalesce(w.resource_id, f.resource_id)
        join terms as t
            on
                t.service_id = f.service_id
                and t.resource_id = f.resource_id
                and t.location_id = coalesce(w.location_id, t.location_id)
                and (t.is_public or w.created_by is not null)
        where
            t.customer_max_per_day is null
            or not private.is_day_full(
                p_tenant_id, w.customer_id, f.starts_at, t.time_zone, t.customer_max_per_day
            )
    ),

    best as (
        select w.entry_id
        from data.waitlist as w
        join data.tenants as t on t.tenant_id = p_tenant_id
        where
            w.tenant_id = p_tenant_id
            and w.entry_id in (select m.entry_id from matches as m)
        order by private.waitlist_rank(w, t.waitlist_rule), w.joined_at, w.entry_id
        limit 1
    )

    select m.entry_id, m.starts_at, array_agg(m.resource_id order by m.resource_id)
    from best as b
    join matches as m on m.entry_id = b.entry_id
    group by m.entry_id, m.starts_at
    order by m.starts_at
    limit 1;
$$;

comment on function private.next_match is 'The best match for what resources have free.';

grant execute on function private.next_match to holdfast_api;
