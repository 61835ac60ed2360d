-- Nothing can be written to a calendar that we are no longer let into: it is read at once, so that
-- its person sees why, and is told if that lasts. Bookings go on.

create function private.heed_calendar(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_outcome = 'gone' then
        update data.calendar_syncs
        set due_at = least(due_at, now())
        where
            tenant_id = p_delivery.tenant_id
            and calendar_id = p_delivery.target_id
            and failures = 0;
    end if;
end;
$$;

comment on function private.heed_calendar is 'Heed what became of a delivery to a calendar.';

grant execute on function private.heed_calendar to holdfast_api;
