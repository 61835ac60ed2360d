-- Keeps the holds that somebody new on the waitlist may come to have for a minute longer than they
-- can be paid, so that the sweep can hand them on (private.handed_on_by). The caller has the
-- waitlist alone.

create function private.keep_for_handing_on(p_entry data.waitlist) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking_ids constant uuid[] := array(
        select h.booking_id
        from data.bookings as h
        where
            h.tenant_id = p_entry.tenant_id
            and h.status = 'held'
            and h.lapses_at > clock_timestamp()
            and h.lapses_at = h.hold_expires_at
            -- Visits and buffers are no longer than that.
            and h.starts_at > p_entry.window_starts_at - interval '32 hours'
            and h.starts_at < p_entry.window_ends_at + interval '32 hours'
            and exists (
                select
                from data.allocations as a
                join data.candidates as c
                    on
                        c.tenant_id = p_entry.tenant_id
                        and c.service_id = p_entry.service_id
                        and c.resource_id = a.resource_id
                where a.tenant_id = p_entry.tenant_id and a.booking_id = h.booking_id
            )
        order by h.booking_id
        for no key update
    );
begin
    update data.bookings
    set hold_expires_at = private.handed_on_by(tenant_id, lapses_at)
    where
        tenant_id = p_entry.tenant_id
        and booking_id = any(v_booking_ids)
        and status = 'held';

    update data.allocations as a
    set hold_expires_at = b.hold_expires_at
    from data.bookings as b
    where
        b.tenant_id = p_entry.tenant_id
        and b.booking_id = any(v_booking_ids)
        and b.status = 'held'
        and a.tenant_id = p_entry.tenant_id
        and a.booking_id = b.booking_id
        and a.active;
end;
$$;

comment on function private.keep_for_handing_on is
    'Keep holds a little longer for somebody who waits.';

grant execute on function private.keep_for_handing_on to holdfast_api;
