-- Begins a change that frees time, as private.freed_by does, and locks every calendar that offering
-- it to those who wait may touch. Of cancelling and the like, which lock no calendar otherwise.

create function private.lock_freed(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_booking_ids uuid[] default '{}'
) returns uuid[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_freed_ids constant uuid[] := private.freed_by(p_tenant_id, p_resource_ids, p_booking_ids);
begin
    perform private.lock_resources(
        p_tenant_id, '{}', private.around_freed(p_tenant_id, v_freed_ids)
    );

    return v_freed_ids;
end;
$$;

comment on function private.lock_freed is
    'Begin a change that frees time; whose, or nobody''s if nobody waits.';

grant execute on function private.lock_freed to holdfast_api;
