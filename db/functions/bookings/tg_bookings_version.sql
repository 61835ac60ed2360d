-- Whatever a client can see of a booking has changed: then it is another version, also where
-- whoever changed it did not say so (psql). Events, notices, calendars and ETags follow it.
--
-- Who a booking belongs to is no part of it: private.move_to_customer keeps the version.

create function private.tg_bookings_version() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_unseen constant text[] :=
        '{customer_id,session_id,seat,place,any_resource,buffer_before_minutes,'
        'buffer_after_minutes,lapses_at,hold_expires_at,created_by,updated_at}';
begin
    if to_jsonb(old) - v_unseen <> to_jsonb(new) - v_unseen
        or private.lapses_at(old) is distinct from private.lapses_at(new)
    then
        new.version := old.version + 1;
        new.updated_at := now();
    end if;

    return new;
end;
$$;

comment on function private.tg_bookings_version is 'See to it that what changes is a new version.';

create trigger _150_version before update on data.bookings
for each row when (new.version = old.version)
execute function private.tg_bookings_version();
