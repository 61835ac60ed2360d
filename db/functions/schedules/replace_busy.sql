-- What an outside calendar says of a window, all of it: what else stands there of that calendar is
-- over. [{"id": …, "starts_at": …, "ends_at": …}, …]. Whether that changed anything.
--
-- Bookings that are there stay. Time that is free again is offered to those who wait for it.

create function private.replace_busy(
    p_tenant_id uuid,
    p_calendar_id uuid,
    p_spans jsonb,
    p_from timestamptz,
    p_until timestamptz
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
                and b.ends_at > p_from
                and b.starts_at < p_until
        )
    );
end;
$$;

comment on function private.replace_busy is 'Set what an outside calendar says of a window.';

grant execute on function private.replace_busy to holdfast_api;
