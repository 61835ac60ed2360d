-- Outside calendars are somebody's own: they go when the resource is given up, or is somebody else.

create function private.tg_resources_calendars() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    delete from data.calendars
    where tenant_id = old.tenant_id and resource_id = old.resource_id;

    return null;
end;
$$;

comment on function private.tg_resources_calendars is
    'Remove the outside calendars of who is no longer there.';

create trigger _500_calendars after update on data.resources
for each row when (
    old.archived_at is null and new.archived_at is not null
    or old.left_at is null and new.left_at is not null
    or old.user_id is distinct from new.user_id and old.user_id is not null
) execute function private.tg_resources_calendars();
