-- The booking that is offered to somebody who waits. With p_lock it is locked, and nobody ends the
-- offer any more.
--
-- Fails with  KC003  hold-expired
--             KC051  not-waiting

create function private.require_offered(p_entry data.waitlist, p_lock boolean)
returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
    v_status text;
begin
    if p_lock then
        perform
        from data.bookings
        where tenant_id = p_entry.tenant_id and booking_id = p_entry.booking_id
        for no key update;
    end if;

    select b.*
    into v_booking
    from data.bookings as b
    where b.tenant_id = p_entry.tenant_id and b.booking_id = p_entry.booking_id;

    select private.waitlist_status_of(w, v_booking)
    into v_status
    from data.waitlist as w
    where w.tenant_id = p_entry.tenant_id and w.entry_id = p_entry.entry_id;

    if v_status = 'lapsed' or private.lapses_at(v_booking) <= clock_timestamp() then
        raise exception using
            errcode = 'KC003',
            message = 'The offer has run out.';
    end if;

    if v_status <> 'offered' then
        raise exception using
            errcode = 'KC051',
            message = format('There is no offer to answer: the entry is %s.', v_status);
    end if;

    return v_booking;
end;
$$;

comment on function private.require_offered is 'The booking that is offered to somebody.';

grant execute on function private.require_offered to holdfast_api;
