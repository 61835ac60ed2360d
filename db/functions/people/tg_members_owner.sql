-- A business keeps an owner, whichever door a change comes through. Of two owners who leave at the
-- same moment, the second waits for the first, and then sees that they are the last.
--
-- Fails with  KC065  last-owner

create function private.tg_members_owner() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform pg_advisory_xact_lock(private.lock_key(old.tenant_id, '00000000-0000-0000-0000-000000000001'));

    perform
    from data.members
    where tenant_id = old.tenant_id and role = 'owner';

    if not found then
        raise exception using
            errcode = 'KC065',
            message = 'A business has an owner. Ask those who run the platform to make another.';
    end if;

    return null;
end;
$$;

comment on function private.tg_members_owner is 'Keep an owner in every business that has one.';

create trigger _100_owner after delete on data.members
for each row when (old.role = 'owner')
execute function private.tg_members_owner();

create trigger _100_owner_stays after update of role on data.members
for each row when (old.role = 'owner' and new.role <> 'owner')
execute function private.tg_members_owner();
