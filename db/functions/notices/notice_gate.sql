-- Whether a notice is to be sent, asked at the moment when it would be: {} for yes, {"skipped":
-- why} if it is not wanted or not true any more, {"not_before": …} if it can wait and it is a quiet
-- hour.

create function private.notice_gate(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_settings data.notification_settings;
    v_booking data.bookings;
    v_loud_at timestamptz;
begin
    v_settings := private.notification_settings_of((p_delivery).tenant_id);

    select *
    into v_booking
    from data.bookings
    where
        tenant_id = (p_delivery).tenant_id
        and booking_id = ((p_delivery).data ->> 'booking_id')::uuid;

    if (p_delivery).channel <> all(v_settings.channels) then
        return private.skipped('The business does not use this channel any more.');
    end if;

    -- What nobody can tell is not so: of a booking that is gone, or for whoever is neither customer
    -- nor member.
    if private.notice_stands(p_delivery, v_booking) is not true then
        return private.skipped('It is not true any more.');
    end if;

    if private.is_there(p_delivery) is not true then
        return private.skipped('Whoever it is for is not there any more.');
    end if;

    if private.is_muted(p_delivery) then
        return private.skipped('Whoever it is for does not want it.');
    end if;

    if private.is_outdone(p_delivery) then
        return private.skipped('Another reminder of the same visit comes after it.');
    end if;

    v_loud_at := case
        when private.topic_of((p_delivery).kind) <> 'bookings'
            then private.loud_again_for(p_delivery, v_settings, v_booking.time_zone, now())
    end;

    if v_loud_at is null then
        return '{}';
    end if;

    -- What would come too late comes now, if it is for work; a reminder in the night does not.
    if (p_delivery).kind <> 'review_request' and v_loud_at >= v_booking.starts_at then
        return case
            when (p_delivery).kind = 'reminder'
                then private.skipped('The quiet hours end after the visit begins.')
            else '{}'
        end;
    end if;

    return jsonb_build_object('not_before', v_loud_at);
end;
$$;

comment on function private.notice_gate is 'Whether a notice is to be sent now.';

grant execute on function private.notice_gate to holdfast_api;
