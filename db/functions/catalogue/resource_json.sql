-- The one shape a resource has outside the database. How the business runs it is for its staff.

create function private.resource_json(p_resource data.resources) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_resource).resource_id,
        (p_resource).location_id,
        (p_resource).kind,
        (p_resource).name,
        (p_resource).description,
        (p_resource).seats,
        (p_resource).max_party_size,
        case when not private.is_guest() then (p_resource).user_id end,
        case when not private.is_guest() then (p_resource).max_per_day end,
        case when not private.is_guest() then (p_resource).always_open end,
        case when not private.is_guest() then (p_resource).is_public end
    )::api.resource);

comment on function private.resource_json is 'A resource as whoever asks sees it.';

grant execute on function private.resource_json to holdfast_api;
