-- What is asked for when a series is asked for.

create function private.series_draft(
    p_tenant_id uuid,
    p_service_id uuid,
    p_starts_at timestamptz,
    p_rrule text,
    p_mode text
) returns data.series
    language plpgsql immutable parallel safe
    set search_path = ''
as $$
declare
    v_draft data.series;
begin
    v_draft.tenant_id := p_tenant_id;
    v_draft.service_id := p_service_id;
    v_draft.starts_at := p_starts_at;
    v_draft.rrule := p_rrule;
    v_draft.mode := p_mode;

    return v_draft;
end;
$$;

comment on function private.series_draft is 'What is asked for when a series is asked for.';

grant execute on function private.series_draft to holdfast_api;
