-- Chains the history of one business that has been committed and is not sealed yet, at most so many
-- rows; says how many it were. What commits late comes later in the chain, wherever its time is.
--
-- The head is locked until the transaction ends, so that of two who seal at once, the second goes
-- on where the first has ended.

create function private.seal_history(p_tenant_id uuid, p_limit integer default 1000)
    returns integer
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_head data.history_heads;
    v_ids uuid[];
    v_digests bytea[];
    v_hashes bytea[] := '{}';
    v_count integer;
begin
    select *
    into v_head
    from data.history_heads
    where tenant_id = p_tenant_id
    for update;

    select
        array_agg(h.history_id order by h.at, h.history_id),
        array_agg(private.history_digest(h) order by h.at, h.history_id),
        count(*)
    into v_ids, v_digests, v_count
    from (
        select u.*
        from data.history as u
        where u.tenant_id = p_tenant_id and u.position is null
        order by u.at, u.history_id
        limit p_limit
    ) as h
    where v_head.tenant_id is not null;

    for v_nth in 1 .. v_count loop
        v_head.hash := private.history_link(
            v_head.hash, v_head.position + v_nth, v_digests[v_nth]
        );
        v_hashes[v_nth] := v_head.hash;
    end loop;

    update data.history as h
    set position = v_head.position + s.nth, digest = s.digest, hash = s.hash
    from unnest(v_ids, v_digests, v_hashes) with ordinality as s (history_id, digest, hash, nth)
    where h.tenant_id = p_tenant_id and h.history_id = s.history_id;

    update data.history_heads
    set position = v_head.position + v_count, hash = v_head.hash, sealed_at = clock_timestamp()
    where tenant_id = p_tenant_id and v_count > 0;

    return v_count;
end;
$$;

comment on function private.seal_history is 'Chain what has been written of a business''s history.';

alter function private.seal_history owner to holdfast_historian;
grant execute on function private.seal_history to holdfast_api;
