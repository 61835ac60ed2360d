-- A booking is never deleted, whoever wants that: it is called off, and erased of what is personal.
-- Deleted without a word it would stay in calendars, and taken on pages that are open.
--
-- Fails with  KC002  wrong-state

create function private.tg_bookings_stay() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    raise exception using
        errcode = 'KC002',
        message = 'A booking is never deleted: it is cancelled.',
        hint = 'Update its status to cancelled_by_business: everybody is told then.';
end;
$$;

comment on function private.tg_bookings_stay is 'Refuse to delete bookings.';

create trigger _100_stay before delete on data.bookings
for each row execute function private.tg_bookings_stay();

create trigger _100_stay_all before truncate on data.bookings
for each statement execute function private.tg_bookings_stay();
