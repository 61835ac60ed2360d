-- Takes somebody off the waitlist, as p_status says: they leave, or decline what they are offered.
-- An offer ends with them, and goes to the next in the same transaction.
--
-- Fails with  KC051  not-waiting

create function private.end_waiting(p_entry data.waitlist, p_status text)
returns data.waitlist
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_entry data.waitlist;
    v_booking data.bookings;
    v_stands text;
    v_freed_ids uuid[] := '{}';
begin
    if p_entry.booking_id is not null then
        v_freed_ids := private.lock_freed(p_entry.tenant_id, '{}', array[p_entry.booking_id]);

        select *
        into v_booking
        from data.bookings
        where tenant_id = p_entry.tenant_id and booking_id = p_entry.booking_id
        for no key update;
    end if;

    update data.waitlist
    set status = p_status
    where
        tenant_id = p_entry.tenant_id
        and entry_id = p_entry.entry_id
        and booking_id is not distinct from p_entry.booking_id
        and (status = 'offered' or status = 'waiting' and p_status = 'left')
    returning * into v_entry;

    if not found then
        select private.waitlist_status_of(w, v_booking)
        into v_stands
        from data.waitlist as w
        where w.tenant_id = p_entry.tenant_id and w.entry_id = p_entry.entry_id;

        raise exception using
            errcode = 'KC051',
            message = format('The entry is %s: it cannot be %s.', v_stands, p_status);
    end if;

    if v_booking.status = 'held' then
        perform private.change_status(v_booking, case
            when private.is_guest() then 'cancelled_by_customer' else 'cancelled_by_business'
        end);
        perform private.offer_freed(p_entry.tenant_id, v_freed_ids);
    end if;

    return v_entry;
end;
$$;

comment on function private.end_waiting is 'Take somebody off the waitlist.';

grant execute on function private.end_waiting to holdfast_api;
