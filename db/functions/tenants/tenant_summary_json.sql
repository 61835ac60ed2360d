-- The one shape a business has in the directory. How far it is, in metres, is null if nobody asked.

create function private.tenant_summary_json(
    p_business data.directory,
    p_metres integer
) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_business).slug,
        (p_business).name,
        (p_business).preset,
        p_metres / 1000.0
    )::api.tenant_summary);

comment on function private.tenant_summary_json is 'A business as the directory shows it.';

grant execute on function private.tenant_summary_json to holdfast_api;
