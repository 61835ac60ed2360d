-- The one shape that acting for a business has outside the database.

create function private.acting_json(p_acting data.acting) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_acting).acting_id,
        (p_acting).tenant_id,
        (p_acting).user_id,
        (p_acting).name,
        (p_acting).reason,
        private.utc((p_acting).created_at),
        private.utc((p_acting).expires_at),
        private.utc((p_acting).ended_at)
    )::api.acting);

comment on function private.acting_json is 'Acting for a business as its owners see it.';

grant execute on function private.acting_json to holdfast_api;
