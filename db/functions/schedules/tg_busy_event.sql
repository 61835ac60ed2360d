-- When somebody is busy elsewhere is told whoever writes it: once for each statement, so a calendar
-- that is read is no flood of events. It runs as the relay, since what goes with a calendar is
-- deleted by the owner of the tables.

create function private.tg_busy_event() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_now data.busy[] := '{}';
    v_then data.busy[] := '{}';
begin
    if tg_op in ('INSERT', 'UPDATE') then
        v_now := array(select row(n.*)::data.busy from became as n);
    end if;

    if tg_op in ('DELETE', 'UPDATE') then
        v_then := array(select row(o.*)::data.busy from was as o);
    end if;

    perform private.record_busy(
        array(select n from unnest(v_now) as n except select o from unnest(v_then) as o),
        array(select o from unnest(v_then) as o except select n from unnest(v_now) as n)
    );

    return null;
end;
$$;

comment on function private.tg_busy_event is 'Record when somebody is busy, or no longer is.';

alter function private.tg_busy_event owner to holdfast_relay;

create trigger _900_event_of_insert after insert on data.busy
referencing new table as became
for each statement execute function private.tg_busy_event();

create trigger _900_event_of_update after update on data.busy
referencing old table as was new table as became
for each statement execute function private.tg_busy_event();

create trigger _900_event_of_delete after delete on data.busy
referencing old table as was
for each statement execute function private.tg_busy_event();
