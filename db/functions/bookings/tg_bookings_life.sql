-- The life of a booking, whichever door a change comes through: it begins held, pending or
-- confirmed, and goes on as data.booking_transitions says.
--
-- Fails with  KC002  wrong-state

create function private.tg_bookings_life() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if tg_op = 'INSERT' then
        if new.status in ('held', 'pending', 'confirmed') then
            return new;
        end if;
    elsif exists (
        select
        from data.booking_transitions
        where from_status = old.status and to_status = new.status
    ) then
        return new;
    end if;

    raise exception using
        errcode = 'KC002',
        message = case
            when tg_op = 'INSERT' then format('A booking cannot begin %s.', new.status)
            else format('A booking that is %s cannot become %s.', old.status, new.status)
        end,
        column = 'status';
end;
$$;

comment on function private.tg_bookings_life is 'Hold bookings to the table of transitions.';

create trigger _100_life_begins before insert on data.bookings
for each row when (new.status not in ('held', 'pending', 'confirmed'))
execute function private.tg_bookings_life();

create trigger _100_life before update of status on data.bookings
for each row when (old.status is distinct from new.status)
execute function private.tg_bookings_life();
