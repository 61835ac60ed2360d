-- The one shape a closure has outside the database.

create function private.closure_json(p_closure data.closures) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_closure).closure_id,
        (p_closure).location_id,
        private.utc((p_closure).starts_at),
        private.utc((p_closure).ends_at),
        (p_closure).reason
    )::api.closure);

comment on function private.closure_json is 'A closure as clients see it.';

grant execute on function private.closure_json to holdfast_api;
