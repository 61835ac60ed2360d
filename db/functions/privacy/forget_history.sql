-- Takes what is personal out of the history that is older than a moment; so many rows at most. Says
-- how many there were. No moment: none.
--
-- The head is locked first, as by sealing. What is not sealed yet is younger than any rule.

create function private.forget_history(
    p_tenant_id uuid,
    p_before timestamptz,
    p_limit integer
) returns integer
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

    update data.history as h
    set personal = null, erased_at = now()
    from (
        select o.history_id
        from data.history as o
        where o.tenant_id = p_tenant_id and o.at < p_before and o.personal is not null
        order by o.at
        limit p_limit
    ) as old
    where h.tenant_id = p_tenant_id and h.history_id = old.history_id;

    get diagnostics v_count = row_count;
    return v_count;
end;
$$;

comment on function private.forget_history is
    'Take what is personal out of old history; how many rows that were.';

alter function private.forget_history owner to holdfast_historian;
grant execute on function private.forget_history to holdfast_api;
