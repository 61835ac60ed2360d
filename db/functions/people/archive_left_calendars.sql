-- Archives calendars whose person has left and in which nothing is to come any more. Whoever
-- invites or off-boards somebody does that in passing: it needs nobody to sweep.

create function private.archive_left_calendars(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.resources
    set archived_at = now()
    where
        tenant_id = p_tenant_id
        and left_at is not null
        and archived_at is null
        and not private.is_in_use(tenant_id, resource_id);
end;
$$;

comment on function private.archive_left_calendars is
    'Archive calendars of people who left, once nothing is to come.';

grant execute on function private.archive_left_calendars to holdfast_api;
