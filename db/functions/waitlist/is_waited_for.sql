-- Whether anybody waits for a time at this business: one look at an index.

create function private.is_waited_for(p_tenant_id uuid) returns boolean
    language sql volatile
    set search_path = ''
as $$
    select exists (
        select
        from data.waitlist as w
        where
            w.tenant_id = p_tenant_id
            and w.status = 'waiting'
            and w.window_ends_at > now()
    );
$$;

comment on function private.is_waited_for is 'Whether anybody waits at this business.';

grant execute on function private.is_waited_for to holdfast_api;
