-- The one shape a location has outside the database.

create function private.location_json(p_location data.locations) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_location).location_id,
        (p_location).name,
        (p_location).address,
        (p_location).time_zone,
        (p_location).latitude,
        (p_location).longitude,
        (p_location).tax_name,
        (p_location).tax_number,
        (p_location).tax_basis_points,
        (p_location).tax_is_inclusive,
        '{}'
    )::api.location) || jsonb_build_object('hours', private.opening_hours_json(p_location));

comment on function private.location_json is 'A location as clients see it.';

grant execute on function private.location_json to holdfast_api;
