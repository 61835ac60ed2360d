-- The first start that suits somebody who waits, and its leads; no row if nothing does. The same
-- search that everybody books by, a week at a time: what is looked for is nearly always near.
--
-- It looks at the whole window, not only around what was freed: a day's limit frees a day, and
-- somebody may have been passed over before because they had another offer.

create function private.first_match(p_entry data.waitlist, p_lead_ids uuid[])
returns table (starts_at timestamptz, lead_ids uuid[])
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_offers constant private.offer[] := array(
        select o
        from private.offers(p_entry.tenant_id, p_entry.service_id) as o
        where
            o.resource_id = any(p_lead_ids)
            and o.resource_id = coalesce(p_entry.resource_id, o.resource_id)
            and o.location_id = coalesce(p_entry.location_id, o.location_id)
            and (o.is_public or p_entry.created_by is not null)
    );
    v_window constant record := private.offer_window(p_entry.tenant_id, v_offers[1]);
    v_from constant timestamptz := greatest(p_entry.window_starts_at, v_window.earliest);
    v_until constant timestamptz := least(p_entry.window_ends_at, v_window.latest);
    -- Whatever the zone, the local dates lie within these.
    v_week date := (v_from at time zone 'UTC')::date - 1;
begin
    while v_offers <> '{}' and v_week <= (v_until at time zone 'UTC')::date + 1 loop
        return query
        select s.starts_at, array_agg(s.resource_id order by s.resource_id)
        from private.bookable_starts(
            p_entry.tenant_id,
            p_entry.service_id,
            array(select (o).resource_id from unnest(v_offers) as o),
            v_week,
            v_week + 6,
            p_entry.party_size,
            v_from,
            v_until
        ) as s
        join unnest(v_offers) as o on (o).resource_id = s.resource_id
        where
            s.starts_at < p_entry.window_ends_at
            and not private.is_day_full(
                p_entry.tenant_id, p_entry.customer_id, s.starts_at, (o).time_zone,
                (o).customer_max_per_day
            )
        group by s.starts_at
        order by s.starts_at
        limit 1;

        exit when found;
        v_week := v_week + 7;
    end loop;
end;
$$;

comment on function private.first_match is 'The first start that suits somebody who waits.';

grant execute on function private.first_match to holdfast_api;
