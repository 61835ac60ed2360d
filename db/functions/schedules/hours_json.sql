-- The one shape weekly hours have outside the database.

create function private.hours_json(p_hours data.hours) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_hours).hours_id,
        (p_hours).resource_id,
        (p_hours).weekday,
        to_char((p_hours).opens_at, 'HH24:MI'),
        to_char((p_hours).closes_at, 'HH24:MI'),
        (p_hours).valid_from,
        (p_hours).valid_until
    )::api.hours);

comment on function private.hours_json is 'Weekly hours as clients see them.';

grant execute on function private.hours_json to holdfast_api;
