-- The one shape a preset has outside the database, made of its document in one language.

create function private.preset_json(p_preset text, p_document jsonb) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        p_preset,
        p_document ->> 'name',
        p_document ->> 'description',
        array(select jsonb_populate_recordset(null::api.preset_service, p_document -> 'services')),
        array(select jsonb_populate_recordset(null::api.preset_resource, p_document -> 'resources'))
    )::api.preset);

comment on function private.preset_json is 'A preset as clients see it.';

grant execute on function private.preset_json to holdfast_api;
