-- Ends a request that private.replay began: keeps the answer if there is a key, and returns it.

create function private.remember(p_tenant_id uuid, p_caller text, p_answer jsonb) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
begin
    if v_claims ? 'idempotency_key' then
        update data.idempotency_keys
        set
            answer = p_answer,
            headers = nullif(current_setting('response.headers', true), '')::jsonb
        where
            tenant_id = p_tenant_id
            and caller = coalesce(v_claims ->> 'sub', p_caller)
            and idempotency_key = v_claims ->> 'idempotency_key';
    end if;

    return p_answer;
end;
$$;

comment on function private.remember is 'Keep the answer to a request that may be sent again.';

grant execute on function private.remember to holdfast_api;
