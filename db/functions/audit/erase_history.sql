-- Takes what is personal out of the history of rows, for good. What happened, when and by whom
-- stays, and so does the chain: it has the digest of what was erased. Says how many rows it were.
--
-- The head is locked first, as by sealing, so that the two take the rows one after the other.

create function private.erase_history(p_tenant_id uuid, p_subject_ids uuid[]) returns integer
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_count integer;
begin
    perform
    from data.history_heads
    where tenant_id = p_tenant_id
    for update;

    update data.history
    set personal = null, erased_at = now()
    where
        tenant_id = p_tenant_id
        and subject_id = any(p_subject_ids)
        and personal is not null;

    get diagnostics v_count = row_count;
    return v_count;
end;
$$;

comment on function private.erase_history is 'Erase what is personal from the history of rows.';

alter function private.erase_history owner to holdfast_historian;
grant execute on function private.erase_history to holdfast_api;
