-- The one shape a shift has outside the database.

create function private.shift_json(p_shift data.shifts) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_shift).shift_id,
        (p_shift).resource_id,
        (p_shift).on_date,
        private.utc((p_shift).starts_at),
        private.utc((p_shift).ends_at)
    )::api.shift);

comment on function private.shift_json is 'A shift as clients see it.';

grant execute on function private.shift_json to holdfast_api;
