-- Records that a resource is busy at other times than before, and between when that is.

create function private.record_busy(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_calendar_id uuid,
    p_changed data.busy[]
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        p_tenant_id,
        'busy.changed',
        p_resource_id,
        null,
        jsonb_build_object(
            'resource_id', p_resource_id,
            'calendar_id', p_calendar_id,
            'starts_at', private.utc(min(b.starts_at)),
            'ends_at', private.utc(max(b.ends_at))
        )
    )
    from unnest(p_changed) as b
    having count(*) > 0;
end;
$$;

comment on function private.record_busy is 'Record that a resource is busy at other times.';

grant execute on function private.record_busy to holdfast_api;
