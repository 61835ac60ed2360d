-- Locks queues of a business, which are made if there are none yet: in order, so that two who want
-- several never wait for each other.

create function private.lock_queues(p_tenant_id uuid, p_wanted private.wanted[])
returns data.queues[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_queues data.queues[];
begin
    if exists (
        select
        from unnest(p_wanted) as w
        where not exists (
            select
            from data.queues as q
            where
                q.tenant_id = p_tenant_id
                and q.channel = w.channel
                and q.target_id = w.target_id
        )
    ) then
        insert into data.queues (tenant_id, channel, target_id, due_at)
        select distinct p_tenant_id, w.channel, w.target_id, 'infinity'::timestamptz
        from unnest(p_wanted) as w
        order by w.channel, w.target_id
        on conflict (tenant_id, channel, target_id) do nothing;
    end if;

    v_queues := array(
        select q
        from data.queues as q
        where
            q.tenant_id = p_tenant_id
            and (q.channel, q.target_id) in (
                select w.channel, w.target_id
                from unnest(p_wanted) as w
            )
        order by q.channel, q.target_id
        for no key update
    );

    return v_queues;
end;
$$;

comment on function private.lock_queues is 'Lock queues, and make those that are missing.';

grant execute on function private.lock_queues to holdfast_api;
