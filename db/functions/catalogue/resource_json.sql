-- The one shape a resource has outside the database. Which member somebody is concerns the staff.

create function private.resource_json(p_resource data.resources, p_as_customer boolean)
returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_resource).resource_id,
        (p_resource).location_id,
        (p_resource).kind,
        (p_resource).name,
        (p_resource).description,
        case when not p_as_customer then (p_resource).user_id end,
        (p_resource).seats,
        (p_resource).max_party_size,
        (p_resource).max_per_day,
        (p_resource).always_open,
        (p_resource).is_public
    )::api.resource);

comment on function private.resource_json is 'A resource as clients see it.';

grant execute on function private.resource_json to holdfast_api;
