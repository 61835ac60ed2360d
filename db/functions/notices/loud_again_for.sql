-- When the quiet hours end in which a moment falls for whoever a notice is for: their own, where
-- they are, or those of the business, where the visit is. Null: it falls in none.

create function private.loud_again_for(
    p_delivery data.deliveries,
    p_settings data.notification_settings,
    p_time_zone text,
    p_at timestamptz
) returns timestamptz
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_own constant private.quiet_hours := private.own_quiet_hours(
        p_delivery.tenant_id,
        p_delivery.data ->> 'recipient',
        (p_delivery.data ->> 'recipient_id')::uuid
    );
    v_settings data.notification_settings := p_settings;
begin
    if v_own.quiet_from is null then
        return private.loud_again_at(p_settings, p_time_zone, p_at);
    end if;

    v_settings.quiet_from := v_own.quiet_from;
    v_settings.quiet_until := v_own.quiet_until;

    return private.loud_again_at(v_settings, coalesce(v_own.time_zone, p_time_zone), p_at);
end;
$$;

comment on function private.loud_again_for is
    'When quiet hours end for whoever a notice is for, if it is one.';

grant execute on function private.loud_again_for to holdfast_api;
