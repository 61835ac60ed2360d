-- The calendar follows the booking: what is no longer held has no deadline, and what has ended lets
-- go of its slot.
--
-- Fails with  KC003  hold-expired (somebody else has part of it by now)

create function private.tg_bookings_calendar() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if new.status in ('pending', 'confirmed', 'checked_in') then
        if old.status <> 'held' then
            return null;
        end if;

        update data.allocations
        set hold_expires_at = null
        where tenant_id = new.tenant_id and booking_id = new.booking_id and active;

        if not found or exists (
            select
            from data.allocations
            where tenant_id = new.tenant_id and booking_id = new.booking_id and not active
        ) then
            raise exception using
                errcode = 'KC003',
                message = 'The hold has run out and the time is gone.';
        end if;
    else
        update data.allocations
        set active = false
        where tenant_id = new.tenant_id and booking_id = new.booking_id and active;
    end if;

    return null;
end;
$$;

comment on function private.tg_bookings_calendar is 'Let the calendar follow the booking.';

create trigger _200_calendar after update of status on data.bookings
for each row when (old.status is distinct from new.status)
execute function private.tg_bookings_calendar();
