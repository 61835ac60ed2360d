-- What a calendar said goes with it, and that is told.

create function private.tg_calendars_busy() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_busy(old.tenant_id, old.resource_id, old.calendar_id, array(
        select b
        from data.busy as b
        where b.tenant_id = old.tenant_id and b.calendar_id = old.calendar_id
    ));

    return old;
end;
$$;

comment on function private.tg_calendars_busy is 'Record what is free again without a calendar.';

create trigger _100_busy before delete on data.calendars
for each row execute function private.tg_calendars_busy();

create trigger _900_event after insert or update or delete on data.calendars
for each row execute function private.tg_record_change(
    'calendar', 'calendar_id', 'resource_id', 'kind'
);
