-- Every calendar that offering the time of these resources may touch, their own among them: what is
-- to be locked, with all else that the change needs, before anything is changed.

create function private.around_freed(p_tenant_id uuid, p_freed_ids uuid[]) returns uuid[]
    language sql stable
    set search_path = ''
as $$
    select p_freed_ids || array(
        select unnest(r.calendar_ids)
        from private.waitlist_reach(p_tenant_id, p_freed_ids) as r
    );
$$;

comment on function private.around_freed is 'The calendars that offering freed time may touch.';

grant execute on function private.around_freed to holdfast_api;
