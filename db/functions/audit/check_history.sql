-- GET /v1/history/verification
--
-- It writes: what is not sealed yet is sealed first.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.check_history(p_tenant_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_faults jsonb;
    v_head data.history_heads;
begin
    perform private.require_role('owner');

    select coalesce(jsonb_agg(to_jsonb(f)), '[]')
    into v_faults
    from private.verify_history(p_tenant_id) as f;

    select *
    into v_head
    from data.history_heads
    where tenant_id = p_tenant_id;

    return to_jsonb(row(
        v_faults = '[]',
        coalesce(v_head.position, 0),
        encode(v_head.hash, 'hex'),
        v_faults
    )::api.verification);
end;
$$;

comment on function api.check_history is
    'Whether the history is what it was when it was written, and if not, where.

Answers verification.';

alter function api.check_history owner to holdfast_api;
grant execute on function api.check_history to holdfast_web, holdfast_person;
