-- The one shape that opening hours have outside the database.

create function private.location_hours_json(p_hours data.location_hours) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_hours).hours_id,
        (p_hours).location_id,
        (p_hours).weekday,
        to_char((p_hours).opens_at, 'HH24:MI'),
        to_char((p_hours).closes_at, 'HH24:MI'),
        (p_hours).valid_from,
        (p_hours).valid_until
    )::api.location_hours);

comment on function private.location_hours_json is 'Opening hours as clients see them.';

grant execute on function private.location_hours_json to holdfast_api;
