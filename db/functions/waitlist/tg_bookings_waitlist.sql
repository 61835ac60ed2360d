-- The waitlist follows the booking that is offered, through whichever door that changes: accepted
-- once it is no longer held, and over once it has ended. What accepting, declining and leaving have
-- written themselves stays.

create function private.tg_bookings_waitlist() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.waitlist
    set status = case new.status
        when 'confirmed' then 'accepted'
        when 'pending' then 'accepted'
        when 'expired' then 'lapsed'
        when 'cancelled_by_customer' then 'declined'
        else 'ended'
    end
    where tenant_id = new.tenant_id and booking_id = new.booking_id and status = 'offered';

    return null;
end;
$$;

comment on function private.tg_bookings_waitlist is 'Let the waitlist follow what it offered.';

create trigger _300_waitlist after update of status on data.bookings
for each row when (old.status = 'held' and new.status <> 'held')
execute function private.tg_bookings_waitlist();
