-- The one shape time off has outside the database.

create function private.time_off_json(p_time_off data.time_off) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_time_off).time_off_id,
        (p_time_off).resource_id,
        private.utc((p_time_off).starts_at),
        private.utc((p_time_off).ends_at),
        (p_time_off).reason
    )::api.time_off);

comment on function private.time_off_json is 'Time off as clients see it.';

grant execute on function private.time_off_json to holdfast_api;
