-- Begins a request that may be sent again. If the caller gave an Idempotency-Key (it comes with the
-- claims) and this is the second time, returns what was answered the first time; else null, and
-- private.remember keeps the answer.
--
-- The key is taken before anything is done, in the same transaction: a second request that comes
-- while the first runs waits here for its answer, and if the first fails, nothing was kept.
-- p_caller sets apart those who have no account; a user's keys are their own.
--
-- Fails with  KV003  idempotency-mismatch

create function private.replay(p_tenant_id uuid, p_caller text) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_key constant text := v_claims ->> 'idempotency_key';
    v_kept data.idempotency_keys;
begin
    if v_key is null then
        return null;
    end if;

    insert into data.idempotency_keys (tenant_id, caller, idempotency_key, request_hash)
    values (
        p_tenant_id, coalesce(v_claims ->> 'sub', p_caller), v_key, v_claims ->> 'request_hash'
    )
    on conflict (tenant_id, caller, idempotency_key) do nothing;

    if found then
        -- Two old ones go for each new one that comes: the table needs nobody to sweep it.
        delete from data.idempotency_keys as k
        using (
            select o.caller, o.idempotency_key
            from data.idempotency_keys as o
            where o.tenant_id = p_tenant_id and o.created_at < now() - interval '48 hours'
            order by o.created_at
            limit 2
            for update skip locked
        ) as old
        where
            k.tenant_id = p_tenant_id
            and k.caller = old.caller
            and k.idempotency_key = old.idempotency_key;

        return null;
    end if;

    select *
    into v_kept
    from data.idempotency_keys
    where
        tenant_id = p_tenant_id
        and caller = coalesce(v_claims ->> 'sub', p_caller)
        and idempotency_key = v_key;

    if v_kept.request_hash <> v_claims ->> 'request_hash' then
        raise exception using
            errcode = 'KV003',
            message = 'This Idempotency-Key came with another request before.';
    end if;

    perform private.respond_with(h.key, h.value)
    from jsonb_each_text(coalesce(v_kept.headers, '{}')) as h;
    perform private.respond_with('Idempotent-Replayed', 'true');

    return v_kept.answer;
end;
$$;

comment on function private.replay is 'What was answered to this request before, or null.';

grant execute on function private.replay to holdfast_api;
