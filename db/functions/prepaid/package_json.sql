-- The one shape a package has outside the database.

create function private.package_json(p_package data.packages) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_package).package_id,
        (p_package).name,
        (p_package).description,
        (p_package).sessions,
        row((p_package).price_minor, t.currency)::api.money,
        (p_package).validity_days,
        (p_package).service_ids,
        (p_package).is_public
    )::api.package)
    from data.tenants as t
    where t.tenant_id = (p_package).tenant_id;
$$;

comment on function private.package_json is 'A package as clients see it.';

grant execute on function private.package_json to holdfast_api;
