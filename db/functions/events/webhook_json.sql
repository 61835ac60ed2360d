-- The one shape a webhook has outside the database. The secret comes with it only where it was just
-- made; what the application encrypted, it decrypts on the way out.

create function private.webhook_json(p_endpoint data.endpoints, p_secret text default null)
returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_endpoint).endpoint_id,
        (p_endpoint).url,
        (p_endpoint).description,
        (p_endpoint).events,
        (p_endpoint).max_in_flight,
        p_secret,
        case
            when (p_endpoint).previous_secret_until > now()
                then private.utc((p_endpoint).previous_secret_until)
        end,
        private.utc((p_endpoint).disabled_at),
        (p_endpoint).disabled_reason,
        (
            select private.utc(q.failing_since)
            from data.queues as q
            where
                q.tenant_id = (p_endpoint).tenant_id
                and q.channel = 'webhook'
                and q.target_id = (p_endpoint).endpoint_id
        ),
        (p_endpoint).created_by,
        private.utc((p_endpoint).created_at),
        private.utc((p_endpoint).updated_at)
    )::api.webhook);

comment on function private.webhook_json is 'A webhook as clients see it.';

grant execute on function private.webhook_json to holdfast_api;
