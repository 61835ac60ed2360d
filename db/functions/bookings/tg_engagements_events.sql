-- Whoever is booked in one of their calendars is not free in the others, which may be another
-- business's: there it is an event of that calendar. It says when, which anybody can see there, and
-- nothing of why or by whom. Who has one calendar has no engagements, and pays nothing for this.

create function private.tg_engagements_events() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    if tg_op in ('UPDATE', 'DELETE') then
        perform private.tell_calendars(old, 'resource.released');
    end if;

    if tg_op in ('UPDATE', 'INSERT') then
        perform private.tell_calendars(new, 'resource.engaged');
    end if;

    return null;
end;
$$;

comment on function private.tg_engagements_events is
    'Record that a person is taken, or free again, in all other calendars of theirs.';

alter function private.tg_engagements_events owner to holdfast_relay;

create trigger _900_event after insert or delete on data.engagements
for each row execute function private.tg_engagements_events();

create trigger _900_event_of_update after update on data.engagements
for each row when ((old.starts_at, old.ends_at) is distinct from (new.starts_at, new.ends_at))
execute function private.tg_engagements_events();
