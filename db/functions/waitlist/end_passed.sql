-- Ends the entries whose window has passed, so that nobody looks at them any more and who waited
-- can join anew. For whoever reads them they have ended anyway: see private.waitlist_status_of.

create function private.end_passed(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.waitlist
    set status = 'ended'
    where
        tenant_id = p_tenant_id
        and status = 'waiting'
        and window_ends_at <= now();
end;
$$;

comment on function private.end_passed is 'End the entries whose window has passed.';

grant execute on function private.end_passed to holdfast_api;
