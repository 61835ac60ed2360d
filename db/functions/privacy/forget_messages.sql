-- Deletes e-mails that were written before a moment; so many at most. Says how many there were.

create function private.forget_messages(
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
    delete from data.messages as m
    using (
        select o.message_id
        from data.messages as o
        where o.tenant_id = p_tenant_id and o.created_at < p_before
        limit p_limit
        for update skip locked
    ) as old
    where m.tenant_id = p_tenant_id and m.message_id = old.message_id;

    get diagnostics v_count = row_count;
    return v_count;
end;
$$;

comment on function private.forget_messages is 'Delete old e-mails; how many there were.';

alter function private.forget_messages owner to holdfast_eraser;
grant execute on function private.forget_messages to holdfast_api;
