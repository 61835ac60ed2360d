-- The answer is committed with its effect. A key without one would have every repetition wait, or
-- be answered with nothing. For a superuser: keys are read by nobody else.

create function private.violated_request_is_answered()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select k.tenant_id, null::uuid, format('since %s', k.created_at)
    from data.idempotency_keys as k
    where k.answer is null and k.created_at < now() - interval '1 minute';
$$;

comment on function private.violated_request_is_answered is
    'A request that may be sent again has its answer.';
