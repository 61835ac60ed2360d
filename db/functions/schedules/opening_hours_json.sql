-- When a location is open these days, from Monday on, for whoever looks at it.

create function private.opening_hours_json(p_location data.locations) returns jsonb
    language sql stable parallel safe
    return (
        select coalesce(jsonb_agg(to_jsonb(row(
            h.weekday, to_char(h.opens_at, 'HH24:MI'), to_char(h.closes_at, 'HH24:MI')
        )::api.opening_hours) order by h.weekday, h.opens_at, h.closes_at), '[]')
        from data.location_hours as h
        cross join (select (now() at time zone (p_location).time_zone)::date as on_date) as today
        where
            h.tenant_id = (p_location).tenant_id
            and h.location_id = (p_location).location_id
            and (h.valid_from is null or h.valid_from <= today.on_date)
            and (h.valid_until is null or h.valid_until >= today.on_date)
    );

comment on function private.opening_hours_json is 'When a location is open these days.';

grant execute on function private.opening_hours_json to holdfast_api;
