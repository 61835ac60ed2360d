-- The one shape an outside calendar has outside the database.

create function private.calendar_json(p_calendar data.calendars) returns jsonb
    language sql stable
    return (
        select to_jsonb(row(
            (p_calendar).calendar_id,
            (p_calendar).resource_id,
            (p_calendar).kind,
            (p_calendar).name,
            case
                when s.failures > 0 then 'failing'
                when s.synced_at is null then 'new'
                else 'current'
            end,
            private.utc(s.synced_at),
            private.utc(s.failing_since),
            s.last_error,
            private.utc(s.due_at),
            private.utc((p_calendar).created_at),
            (p_calendar).shows
        )::api.calendar)
        from data.calendar_syncs as s
        where
            s.tenant_id = (p_calendar).tenant_id
            and s.calendar_id = (p_calendar).calendar_id
    );

comment on function private.calendar_json is 'An outside calendar as clients see it.';

grant execute on function private.calendar_json to holdfast_api;
