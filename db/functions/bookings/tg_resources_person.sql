-- Keeps which calendars a person has, through whatever door one is given to them or taken away. Who
-- has locked other calendars before takes these locks with them, in order (private.lock_people).

create function private.tg_resources_person() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_old_id constant uuid := case when tg_op = 'UPDATE' then old.user_id end;
    v_new_id constant uuid := case when new.archived_at is null then new.user_id end;
begin
    perform private.lock_people(new.tenant_id, v_old_id, v_new_id, array[new.resource_id]);

    if v_old_id is distinct from v_new_id then
        delete from data.person_calendars
        where
            user_id = v_old_id
            and tenant_id = new.tenant_id
            and resource_id = new.resource_id;

        if new.person_id is not null then
            perform private.set_person(new.tenant_id, new.resource_id, null);
        end if;
    end if;

    if v_new_id is not null then
        insert into data.person_calendars (user_id, tenant_id, resource_id)
        values (v_new_id, new.tenant_id, new.resource_id)
        on conflict do nothing;

        perform private.share_person(v_new_id);
    end if;

    return null;
end;
$$;

comment on function private.tg_resources_person is 'Keep which calendars a person has.';

create trigger _500_person_given after insert on data.resources
for each row when (new.user_id is not null)
execute function private.tg_resources_person();

create trigger _500_person_changed after update of user_id, archived_at on data.resources
for each row when (
    (old.user_id, old.archived_at is null) is distinct from (new.user_id, new.archived_at is null)
)
execute function private.tg_resources_person();
