-- The one shape a domain has outside the database.

create function private.domain_json(p_domain data.domains) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_domain).domain_id,
        (p_domain).host,
        '_holdfast.' || (p_domain).host,
        'holdfast-verification=' || (p_domain).token,
        private.utc((p_domain).verified_at),
        private.utc((p_domain).created_at)
    )::api.domain);

comment on function private.domain_json is 'A domain as clients see it.';

grant execute on function private.domain_json to holdfast_api;
