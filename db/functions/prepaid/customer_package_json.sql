-- The one shape a package that somebody has, has outside the database.

create function private.customer_package_json(p_bought data.customer_packages) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_bought).customer_package_id,
        (p_bought).package_id,
        p.name,
        case
            when (p_bought).expires_at <= now() and (p_bought).status = 'active' then 'expired'
            else (p_bought).status
        end,
        (p_bought).sessions,
        private.left_on(
            (p_bought).tenant_id, 'package_sessions', (p_bought).customer_package_id, 'SES'
        ),
        (p_bought).service_ids,
        private.utc((p_bought).expires_at),
        private.utc((p_bought).issued_at)
    )::api.customer_package)
    from data.packages as p
    where p.tenant_id = (p_bought).tenant_id and p.package_id = (p_bought).package_id;
$$;

comment on function private.customer_package_json is 'A package that somebody has.';

grant execute on function private.customer_package_json to holdfast_api;
