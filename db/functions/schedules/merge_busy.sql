-- What has changed in an outside calendar: these events are now there, then, and nowhere else; and
-- those that were removed are over. [{"id": …, "starts_at": …, "ends_at": …}, …]; an event may have
-- several spans. Whether that changed anything.
--
-- Bookings that are there stay. Time that is free again is offered to those who wait for it.

create function private.merge_busy(
    p_tenant_id uuid,
    p_calendar_id uuid,
    p_spans jsonb,
    p_removed text[]
) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
begin
    return private.change_busy(
        p_tenant_id,
        p_calendar_id,
        p_spans,
        array(
            select b.busy_id
            from data.busy as b
            where
                b.tenant_id = p_tenant_id
                and b.calendar_id = p_calendar_id
                and b.external_id = any(p_removed || array(
                    select s.value ->> 'id'
                    from jsonb_array_elements(p_spans) as s
                ))
        )
    );
end;
$$;

comment on function private.merge_busy is 'Take over what has changed in an outside calendar.';

grant execute on function private.merge_busy to holdfast_api;
