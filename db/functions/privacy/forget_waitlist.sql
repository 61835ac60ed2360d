-- Deletes entries of the waitlist whose window was over before a moment, with what is personal in
-- their history; so many at most. Says how many there were. No moment: none.

create function private.forget_waitlist(
    p_tenant_id uuid,
    p_before timestamptz,
    p_limit integer
) returns integer
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_ids uuid[];
begin
    with gone as (
        delete from data.waitlist as w
        using (
            select o.entry_id
            from data.waitlist as o
            where o.tenant_id = p_tenant_id and o.window_ends_at < p_before
            order by o.window_ends_at
            limit p_limit
            for update skip locked
        ) as old
        where w.tenant_id = p_tenant_id and w.entry_id = old.entry_id
        returning w.entry_id
    )

    select coalesce(array_agg(g.entry_id), '{}')
    into v_ids
    from gone as g;

    perform private.erase_history(p_tenant_id, v_ids);

    return cardinality(v_ids);
end;
$$;

comment on function private.forget_waitlist is
    'Delete old entries of the waitlist; how many there were.';

alter function private.forget_waitlist owner to holdfast_eraser;
grant execute on function private.forget_waitlist to holdfast_api;
