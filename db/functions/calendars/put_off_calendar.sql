-- An outside calendar could not be read: it is tried again after a while that doubles each time, up
-- to six hours, and after a day of this its person is told, once.

create function private.put_off_calendar(
    p_tenant_id uuid,
    p_calendar_id uuid,
    p_error text,
    p_again interval,
    p_at_least interval
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_sync data.calendar_syncs;
begin
    update data.calendar_syncs
    set
        failures = failures + 1,
        failing_since = coalesce(failing_since, now()),
        last_error = left(p_error, 500),
        due_at = now() + greatest(
            p_at_least,
            least(p_again * 2 ^ least(failures, 10), interval '6 hours') * (0.75 + random() / 4)
        )
    where tenant_id = p_tenant_id and calendar_id = p_calendar_id
    returning * into v_sync;

    if v_sync.warned_at is null and v_sync.failing_since <= now() - interval '1 day' then
        update data.calendar_syncs
        set warned_at = now()
        where tenant_id = p_tenant_id and calendar_id = p_calendar_id;

        perform private.write_about_calendar(p_tenant_id, p_calendar_id);
    end if;
end;
$$;

comment on function private.put_off_calendar is 'Try an outside calendar again later.';

grant execute on function private.put_off_calendar to holdfast_api;
