-- When the quiet hours end in which a moment falls, on the wall of a zone. Null: it falls in none.
-- They may go over midnight. An end that the clocks skip is the first moment after them.

create function private.loud_again_at(
    p_settings data.notification_settings,
    p_time_zone text,
    p_at timestamptz
) returns timestamptz
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_local constant timestamp := p_at at time zone p_time_zone;
    v_over_midnight constant boolean := p_settings.quiet_from > p_settings.quiet_until;
    v_is_late constant boolean := v_local::time >= p_settings.quiet_from;
    v_is_early constant boolean := v_local::time < p_settings.quiet_until;
    v_is_quiet constant boolean := case
        when v_over_midnight then v_is_late or v_is_early
        else v_is_late and v_is_early
    end;
begin
    if v_is_quiet then
        return (
            v_local::date + p_settings.quiet_until
            + case when v_over_midnight and v_is_late then interval '1 day' else '0' end
        ) at time zone p_time_zone;
    end if;

    return null;
end;
$$;

comment on function private.loud_again_at is 'When quiet hours end, if it is one.';

grant execute on function private.loud_again_at to holdfast_api;
