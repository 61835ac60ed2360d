-- The directory knows where businesses are: the locations that have a position and are open.

create function private.tg_locations_directory() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if tg_op = 'DELETE' or new.latitude is null or new.archived_at is not null then
        delete from data.directory_places
        where tenant_id = old.tenant_id and location_id = old.location_id;

        return null;
    end if;

    insert into data.directory_places (tenant_id, location_id, latitude, longitude)
    values (new.tenant_id, new.location_id, new.latitude, new.longitude)
    on conflict (tenant_id, location_id) do update
    set latitude = excluded.latitude, longitude = excluded.longitude;

    return null;
end;
$$;

comment on function private.tg_locations_directory is 'Keep the places of the directory.';

create trigger _200_directory after insert or update or delete on data.locations
for each row execute function private.tg_locations_directory();
