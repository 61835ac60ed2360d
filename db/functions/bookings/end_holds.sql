-- Ends those of these bookings that are holds which have lapsed.
--
-- A hold ends as a whole, with all that it occupies. As everywhere, its booking is locked first and
-- then what it occupies (private.tg_bookings_calendar), so that one that is being paid for,
-- cancelled or ended by somebody else is waited for and then seen as it has become.

create function private.end_holds(p_tenant_id uuid, p_booking_ids uuid[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_lapsed_ids constant uuid[] := array(
        select h.booking_id
        from data.bookings as h
        where
            h.tenant_id = p_tenant_id
            and h.booking_id = any(p_booking_ids)
            and h.status = 'held'
            and private.lapses_at(h) <= clock_timestamp()
        order by h.booking_id
        for no key update
    );
begin
    -- In the order in which another business takes them, whose time they are in the way of.
    perform
    from data.engagements as e
    where e.tenant_id = p_tenant_id and e.booking_id = any(v_lapsed_ids)
    order by e.booking_id, e.resource_id, e.place
    for no key update;

    update data.bookings
    set
        status = 'expired',
        hold_expires_at = null,
        lapses_at = null,
        version = version + 1,
        updated_at = now()
    where tenant_id = p_tenant_id and booking_id = any(v_lapsed_ids);
end;
$$;

comment on function private.end_holds is 'End those of these bookings that are lapsed holds.';

grant execute on function private.end_holds to holdfast_api;
