-- The one shape that a business has for whoever runs the platform.

create function private.platform_tenant_json(p_business data.directory) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_business).tenant_id,
        (p_business).slug,
        (p_business).name,
        (p_business).preset,
        (p_business).status
    )::api.platform_tenant);

comment on function private.platform_tenant_json is 'A business as the platform sees it.';

grant execute on function private.platform_tenant_json to holdfast_api;
