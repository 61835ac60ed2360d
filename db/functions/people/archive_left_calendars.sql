-- Archives calendars whose person has left and in which nothing is to come any more. Whoever
-- invites or off-boards somebody does that in passing: it needs nobody to sweep.
--
-- One that somebody has to themselves just now is left for the next time: who waits for no calendar
-- is in nobody's way, whatever they have locked before. What is locked here is the last.

create function private.archive_left_calendars(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_left_ids constant uuid[] := array(
        select r.resource_id
        from data.resources as r
        where
            r.tenant_id = p_tenant_id
            and r.left_at is not null
            and r.archived_at is null
            and not private.is_in_use(r.tenant_id, r.resource_id)
    );
    v_locked_ids constant uuid[] := array(
        select id
        from unnest(v_left_ids) as id
        where pg_try_advisory_xact_lock(private.lock_key(p_tenant_id, id))
    );
begin
    update data.resources
    set archived_at = now()
    where
        tenant_id = p_tenant_id
        and resource_id = any(v_locked_ids)
        and left_at is not null
        and archived_at is null
        and not private.is_in_use(tenant_id, resource_id);
end;
$$;

comment on function private.archive_left_calendars is
    'Archive calendars of people who left, once nothing is to come.';

grant execute on function private.archive_left_calendars to holdfast_api;
