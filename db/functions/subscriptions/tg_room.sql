-- Holds a business to what its plan allows, whichever door it comes through. What is more already,
-- since it chose a smaller plan, stays; nothing is added to it. Operators are not held to it.
--
-- Its argument is what the plan limits.
--
-- Fails with  KC160  plan-limit-reached

create function private.tg_room() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if private.current_role_name() is not null then
        perform private.require_room(new.tenant_id, tg_argv[0]);
    end if;

    return null;
end;
$$;

comment on function private.tg_room is 'Hold a business to what its plan allows.';

create trigger _500_room_of_insert after insert on data.locations
for each row execute function private.tg_room('locations');

create trigger _500_room_of_update after update of archived_at on data.locations
for each row when (old.archived_at is not null and new.archived_at is null)
execute function private.tg_room('locations');

create trigger _500_room_of_insert after insert on data.resources
for each row when (new.kind = 'staff')
execute function private.tg_room('staff');

create trigger _500_room_of_update after update of archived_at, kind, user_id on data.resources
for each row when (
    new.kind = 'staff'
    and new.archived_at is null
    and (
        old.archived_at is not null
        or old.kind <> 'staff'
        or old.user_id is distinct from new.user_id
    )
)
execute function private.tg_room('staff');

create trigger _500_room_of_insert after insert on data.members
for each row when (new.role = 'staff')
execute function private.tg_room('staff');

create trigger _500_room_of_update after update of role on data.members
for each row when (new.role = 'staff' and old.role <> 'staff')
execute function private.tg_room('staff');
